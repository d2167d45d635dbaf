package io.framegauge.adapters.transport;

/// An endpoint that cannot be used; the message says why, and what it was.
public final class EndpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EndpointException(String message) {
    super(message);
  }

  /// @param message for the user
  public EndpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
