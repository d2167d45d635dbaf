package io.framegauge.adapters.buffer;

import io.framegauge.adapters.transport.Delivery;
import io.framegauge.adapters.transport.EndpointException;
import io.framegauge.adapters.transport.MessageSink;
import io.framegauge.telemetry.zeromq.RareLog;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the first message of the store to the sink endpoint until it is done, and removes it then.
/// One thread.
final class Egress implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Egress.class);
  private static final long WAIT_MILLIS = 200;

  private final MessageSink sink;
  private final MessageStore store;
  private final BufferMetrics metrics;
  private final Pause pause;
  private final BooleanSupplier stopping;
  private final RareLog removals = new RareLog(LOG::warn, System::nanoTime);

  Egress(MessageSink sink, MessageStore store, BufferMetrics metrics, Pause pause) {
    this.sink = sink;
    this.store = store;
    this.metrics = metrics;
    this.pause = pause;
    this.stopping = pause::isOver;
  }

  /// Works until it is to stop.
  @Override
  public void run() {
    try (sink) {
      while (!stopping.getAsBoolean()) {
        Optional<MessageStore.Entry> first = first();
        if (first.isPresent() && delivered(first.get().message())) {
          metrics.sent(first.get().message());
          remove(first.get());
        }
      }
    }
  }

  private Optional<MessageStore.Entry> first() {
    try {
      return store.first(WAIT_MILLIS);
    } catch (BufferException e) {
      metrics.storeFailed();
      pause.failed("sending stops until messages can be read", e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /// Sends until the message is the peer's; false when that is given up to stop.
  private boolean delivered(Stored message) {
    while (!stopping.getAsBoolean()) {
      try {
        Delivery delivery = sink.send(message.envelope(), message.endOfStream());
        if (delivery.isDone()) {
          pause.succeeded("messages are taken again");
          return true;
        }
        if (!stopping.getAsBoolean()) {
          metrics.failed(delivery);
          pause.failed(words(delivery));
        }
      } catch (EndpointException e) {
        if (!stopping.getAsBoolean()) {
          metrics.failed(Delivery.SEND_TIMEOUT);
          pause.failed("the sink's socket cannot be opened yet, messages are kept", e);
        }
      }
    }
    return false;
  }

  private String words(Delivery delivery) {
    return switch (delivery) {
      case SEND_TIMEOUT -> "nobody takes messages at the sink, they are kept: " + sink.endpoint();
      case ACKNOWLEDGE_TIMEOUT ->
          "a message was not acknowledged and is sent again: " + sink.endpoint();
      case REFUSED ->
          "a message was refused and is sent again: "
              + sink.endpoint()
              + " says "
              + sink.lastAnswer();
      case SENT, ACKNOWLEDGED -> throw new IllegalArgumentException("must have failed");
    };
  }

  private void remove(MessageStore.Entry entry) {
    try {
      store.removeFirst(entry);
    } catch (BufferException e) {
      metrics.storeFailed();
      removals.say("what was sent cannot be removed yet: " + e.getMessage());
    }
    metrics.waiting(store.waiting());
  }
}
