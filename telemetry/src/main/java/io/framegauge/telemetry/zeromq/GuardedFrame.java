package io.framegauge.telemetry.zeromq;

import org.jspecify.annotations.Nullable;
import zmq.Msg;
import zmq.io.Metadata;

/// A received frame that passes a [FrameRule] at the one point where JeroMQ 0.6.0 knows both the
/// complete frame and its connection, and has not queued it yet: when its engine attaches the
/// connection's metadata.
final class GuardedFrame extends Msg {
  private final FrameRule rule;

  GuardedFrame(int size, FrameRule rule) {
    super(size);
    this.rule = rule;
  }

  @Override
  public Msg setMetadata(@Nullable Metadata connection) {
    if (connection != null && !isCommand()) {
      rule.check(this, connection);
    }
    return super.setMetadata(connection);
  }

  /// Makes the session pass over this frame: that is what it does with commands.
  void drop() {
    setFlags(COMMAND);
  }

  /// Makes this frame the last one of its message.
  void endMessage() {
    resetFlags(MORE);
  }
}
