package io.framegauge.telemetry.zeromq;

/// The history server, the publisher or the client cannot do what was asked; the message says why
/// in the user's words.
public final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HistoryException(String message) {
    super(message);
  }

  public HistoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
