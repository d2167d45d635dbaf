package io.framegauge.adapters.cli;

/// There is no screen on which a window could be opened; the message is for the user.
final class NoDisplayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoDisplayException(String message) {
    super(message);
  }
}
