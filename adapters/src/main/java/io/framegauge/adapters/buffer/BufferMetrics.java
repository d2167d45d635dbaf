package io.framegauge.adapters.buffer;

import io.framegauge.adapters.transport.Delivery;
import io.framegauge.adapters.transport.Rejection;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.Families;
import io.framegauge.telemetry.metrics.Gauge;
import io.framegauge.telemetry.record.StageKind;
import java.util.Optional;

/// The metrics of the buffer, under the names of the reference system, all there from the start.
///
/// Frames that are sent count besides as those of a pipeline with one stage, as in the reference.
final class BufferMetrics {
  private static final double MILLIS = 1000;

  private final Flow received;
  private final Flow pushed;
  private final Flow dropped;
  private final Flow sent;
  private final CounterFamily dropReasons;
  private final CounterFamily rejected;
  private final CounterFamily failures;
  private final Counter storeFailures;
  private final Gauge size;
  private final Gauge payload;
  private final Telemetry telemetry;
  private final Optional<LinkCells> meter;
  private long framesSent;

  /// Messages that came to one point: how many, and when the last one did.
  static final class Flow {
    private final Counter count;
    private final Gauge last;

    Flow(Families families, String name, String done) {
      count =
          families
              .counterFamily(name + "_messages", "Number of messages that were " + done + ".", "")
              .labels();
      last =
          gauge(
              families,
              "last_" + name + "_message",
              "Time when the last message was "
                  + done
                  + ", in seconds since 1970; 0 before the first.");
    }

    void passed(int messages) {
      if (messages > 0) {
        count.inc(messages);
        last.set(System.currentTimeMillis() / MILLIS);
      }
    }

    long count() {
      return count.get();
    }

    double last() {
      return last.get();
    }
  }

  BufferMetrics(Telemetry telemetry) {
    this.telemetry = telemetry;
    Families families = telemetry.families();
    received = new Flow(families, "received", "received from the source endpoint");
    pushed = new Flow(families, "pushed", "put into the buffer");
    dropped = new Flow(families, "dropped", "dropped because the buffer was full");
    sent = new Flow(families, "sent", "sent to the sink endpoint");
    dropReasons =
        byReason(
            families,
            "dropped_messages_by_reason",
            "Number of messages that were dropped: frames above the threshold, others beyond the"
                + " reserve.");
    rejected =
        byReason(
            families,
            "rejected_messages",
            "Number of messages that were not taken, because they are not understood or not"
                + " wanted.");
    failures =
        byReason(
            families,
            "send_failures",
            "Number of attempts to send that have to be repeated; no message is lost by them.");
    storeFailures =
        families
            .counterFamily(
                "store_failures", "Number of times that the messages could not be kept.", "")
            .labels();
    size = gauge(families, "buffer_size", "Number of messages that wait in the buffer.");
    payload =
        gauge(families, "payload_size", "Size of the messages that wait in the buffer, in bytes.");
    showReasons();
    meter = meter(telemetry);
  }

  private static CounterFamily byReason(Families families, String name, String help) {
    return families.counterFamily(name, help, "", "reason");
  }

  private static Gauge gauge(Families families, String name, String help) {
    return families.gaugeFamily(name, help, "").labels();
  }

  private void showReasons() {
    dropReasons.labels(Admission.Verdict.THRESHOLD.label());
    dropReasons.labels(Admission.Verdict.RESERVE.label());
    for (Rejection rejection : Rejection.values()) {
      rejected.labels(rejection.label());
    }
    for (Delivery delivery : Delivery.values()) {
      if (!delivery.isDone()) {
        failures.labels(delivery.label());
      }
    }
  }

  private static Optional<LinkCells> meter(Telemetry telemetry) {
    Optional<StageCells> buffer = telemetry.counters().stage("buffer", "buffer", StageKind.SOURCE);
    Optional<StageCells> meter = telemetry.counters().stage("fps-meter", "buffer", StageKind.SINK);
    if (buffer.isEmpty() || meter.isEmpty()) {
      return Optional.empty();
    }
    telemetry.recorder().frameStage(meter.get().index());
    Optional<LinkCells> link = telemetry.counters().link(buffer.get(), meter.get());
    link.ifPresent(cells -> cells.media(true, false));
    return link;
  }

  Flow received() {
    return received;
  }

  Flow pushed() {
    return pushed;
  }

  void dropped(Admission.Verdict reason) {
    dropped.passed(1);
    dropReasons.inc(1, reason.label());
  }

  void rejected(Rejection reason) {
    rejected.inc(1, reason.label());
  }

  void failed(Delivery delivery) {
    failures.inc(1, delivery.label());
  }

  void storeFailed() {
    storeFailures.inc();
  }

  /// A message was sent; by the thread that sends.
  void sent(Stored message) {
    sent.passed(1);
    if (message.kind() == Kind.FRAME) {
      framesSent++;
      meter.ifPresent(cells ->
          cells.buffer(message.envelope().size(), false, 0, framesSent, System.nanoTime()));
      telemetry.recorder().framesLeft(framesSent);
    }
  }

  void waiting(Waiting waiting) {
    size.set((double) waiting.messages());
    payload.set((double) waiting.bytes());
  }

  /// The counts in the reference's words.
  String line() {
    return ("Received %d, pushed %d, dropped %d, sent %d, buffer size %d, payload size %d,"
            + " last message received %.3f, last message pushed %.3f, last message dropped %.3f,"
            + " last message sent %.3f")
        .formatted(
            received.count(),
            pushed.count(),
            dropped.count(),
            sent.count(),
            (long) size.get(),
            (long) payload.get(),
            received.last(),
            pushed.last(),
            dropped.last(),
            sent.last());
  }
}
