package io.framegauge.telemetry.zeromq;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import zmq.io.Metadata;

/// Lets only subscriptions pass that can match the one topic there is. Without this a peer could
/// fill the heap: with any number of other subscriptions, with messages that a PUB socket of JeroMQ
/// keeps for ever, or with a message that never ends.
final class SubscriptionRule implements FrameRule {
  private final byte[] topic;

  SubscriptionRule(String topic) {
    this.topic = topic.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void check(GuardedFrame frame, Metadata connection) {
    frame.endMessage();
    if (!isSubscription(frame.data())) {
      frame.drop();
    }
  }

  /// A subscription is 1 (on) or 0 (off) and the beginning of a topic.
  private boolean isSubscription(byte[] data) {
    return data.length > 0
        && (data[0] == 0 || data[0] == 1)
        && data.length - 1 <= topic.length
        && Arrays.equals(data, 1, data.length, topic, 0, data.length - 1);
  }
}
