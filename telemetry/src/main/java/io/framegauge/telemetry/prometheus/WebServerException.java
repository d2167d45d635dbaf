package io.framegauge.telemetry.prometheus;

/// The address cannot be listened on. The message says what to do, in the user's words.
public final class WebServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WebServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
