package io.framegauge.telemetry.counter;

/// A telemetry file that is refused, for writing or for reading. The message tells why, in the
/// user's words, and names the file.
public final class TelemetryFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TelemetryFileException(String message) {
    super(message);
  }

  TelemetryFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
