package io.framegauge.adapters.top;

/// Nothing is to be seen of the module now. The message tells why, in the user's words.
public final class NoLookException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message why, as a sentence for people
  public NoLookException(String message, Throwable cause) {
    super(message, cause);
  }
}
