package io.framegauge.adapters.buffer;

/// The messages cannot be kept; the message says why and where.
public final class BufferException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BufferException(String message, Throwable cause) {
    super(message, cause);
  }
}
