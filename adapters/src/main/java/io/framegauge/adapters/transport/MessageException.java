package io.framegauge.adapters.transport;

/// Bytes that are no message.
public final class MessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MessageException(String message, Throwable cause) {
    super(message, cause, false, false); // without a stack trace: a peer can cause any number
  }
}
