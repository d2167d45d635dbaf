package io.framegauge.telemetry.zeromq;

/// A request that cannot be understood; its message is the answer.
final class BadRequest extends Exception {
  private static final long serialVersionUID = 1L;

  BadRequest(String message) {
    // without a stack trace: a hostile peer can cause any number of them
    super(message, null, false, false);
  }
}
