package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.Rejection;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.Families;

/// What a `zeromq_source` counts, there from the start but for the series of sources.
final class SourceMetrics {
  private final CounterFamily messages;
  private final Counter bytes;
  private final CounterFamily frames;
  private final CounterFamily missing;
  private final CounterFamily rejected;
  private final Counter connections;

  SourceMetrics(Families families) {
    messages =
        families.counterFamily(
            "zeromq_source_messages",
            "Number of messages that were understood, those that were then rejected too.",
            "",
            "content");
    Contents.ALL.forEach(messages::labels);
    bytes =
        families
            .counterFamily(
                "zeromq_source_received_bytes", "Size of these messages with all parts.", "")
            .labels();
    frames =
        families.counterFamily(
            "zeromq_source_frames", "Number of frames put into the pipeline.", "", "source_id");
    missing =
        families.counterFamily(
            "zeromq_source_missing_messages",
            "Number of messages that were sent, as those behind them tell by their numbers, and did"
                + " not come.",
            "",
            "source_id");
    rejected =
        families.counterFamily(
            "zeromq_source_rejected_messages",
            "Number of messages that were not put into the pipeline.",
            "",
            "reason");
    for (Rejection reason : Rejection.values()) {
      rejected.labels(reason.label());
    }
    for (Refusal reason : Refusal.values()) {
      rejected.labels(reason.label());
    }
    connections =
        families
            .counterFamily(
                "zeromq_source_connections",
                "Number of connections made with peers, those made anew too.",
                "")
            .labels();
  }

  void arrived(Content content, long size) {
    messages.inc(1, Contents.label(content));
    bytes.inc(size);
  }

  void frame(String sourceId) {
    frames.inc(1, sourceId);
  }

  void missing(String sourceId, long count) {
    missing.inc(count, sourceId);
  }

  void rejected(Rejection reason) {
    rejected.inc(1, reason.label());
  }

  void rejected(Refusal reason) {
    rejected.inc(1, reason.label());
  }

  void connections(long more) {
    connections.inc(more);
  }
}
