package io.framegauge.telemetry.prometheus;

/// There is no module to tell of. The message says why, in the user's words.
public final class NoModuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message why
  public NoModuleException(String message) {
    super(message);
  }
}
