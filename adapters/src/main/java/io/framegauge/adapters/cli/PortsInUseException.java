package io.framegauge.adapters.cli;

/// Other programs listen where the module would; the message says what to do.
final class PortsInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortsInUseException(String message) {
    super(message);
  }
}
