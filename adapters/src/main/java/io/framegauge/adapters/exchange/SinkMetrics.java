package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Delivery;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.Families;
import io.framegauge.telemetry.metrics.Histogram;
import java.util.List;

/// What a `zeromq_sink` counts, there from the start but for the series of sources.
final class SinkMetrics {
  private static final double NANOS = 1e9;

  /// From what a loopback takes to the attempts of the defaults.
  private static final List<Double> BOUNDS = List.of(0.0001, 0.001, 0.01, 0.1, 1.0, 5.0, 20.0);

  private final CounterFamily messages;
  private final Counter bytes;
  private final CounterFamily frames;
  private final CounterFamily failures;
  private final Counter unmatched;
  private final Counter connections;
  private final Histogram sendSeconds;
  private final Histogram acknowledgeSeconds;

  SinkMetrics(Families families) {
    messages =
        families.counterFamily(
            "zeromq_sink_messages",
            "Number of messages that were sent: acknowledged where the peer does so, else taken by"
                + " the socket.",
            "",
            "content");
    List.of(Contents.FRAME, Contents.END).forEach(messages::labels);
    bytes = counter(families, "zeromq_sink_sent_bytes", "Size of these messages with all parts.");
    frames =
        families.counterFamily(
            "zeromq_sink_frames", "Number of frames that were sent.", "", "source_id");
    failures =
        families.counterFamily(
            "zeromq_sink_send_failures",
            "Number of attempts to send that were repeated or, the last one, ended the module.",
            "",
            "reason");
    for (Delivery delivery : Delivery.values()) {
      if (!delivery.isDone()) {
        failures.labels(delivery.label());
      }
    }
    unmatched =
        counter(
            families,
            "zeromq_sink_unmatched_frames",
            "Number of frames that were not sent, because none came into the module with their"
                + " timestamp whose picture could be sent on.");
    connections =
        counter(
            families,
            "zeromq_sink_connections",
            "Number of connections made with peers, those made anew too.");
    sendSeconds =
        histogram(
            families,
            "zeromq_sink_send_seconds",
            "Time until the socket had taken a message, all attempts together.");
    acknowledgeSeconds =
        histogram(
            families,
            "zeromq_sink_acknowledge_seconds",
            "Time from then until the peer had acknowledged it.");
  }

  private static Counter counter(Families families, String name, String help) {
    return families.counterFamily(name, help, "").labels();
  }

  private static Histogram histogram(Families families, String name, String help) {
    return families.histogramFamily(name, help, "seconds", BOUNDS).labels();
  }

  /// A message is the peer's.
  void sent(String content, long size) {
    messages.inc(1, content);
    bytes.inc(size);
  }

  void frame(String sourceId) {
    frames.inc(1, sourceId);
  }

  void took(long sendNanos) {
    sendSeconds.observe(sendNanos / NANOS);
  }

  void acknowledged(long nanos) {
    acknowledgeSeconds.observe(nanos / NANOS);
  }

  void failed(Delivery delivery) {
    failures.inc(1, delivery.label());
  }

  void unmatched() {
    unmatched.inc();
  }

  void connections(long more) {
    connections.inc(more);
  }
}
