package io.framegauge.pipeline;

import io.framegauge.telemetry.record.PipelineLatency;
import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.StageLatency;
import java.util.List;
import java.util.Optional;

/// A pipeline that has run, and what the product says about the time that its frames took.
final class Latencies implements AutoCloseable {
  static final String TINY = " ! video/x-raw,format=GRAY8,width=16,height=16";

  private static final long MICRO = 1_000;

  final MeasuredPipeline pipeline;

  private Latencies(MeasuredPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /// A pipeline with a record for each frame, to be played.
  static Latencies of(String text) {
    return new Latencies(
        new MeasuredPipeline(
            text, MeasuredPipeline.metrics(Optional.of(1L), Optional.empty(), 2_000)));
  }

  /// A pipeline that has played to its end.
  static Latencies run(String text) throws InterruptedException {
    Latencies latencies = of(text);
    latencies.pipeline.run();
    return latencies;
  }

  /// Of the time in a stage.
  Residence in(String stage) {
    return pipeline.stage(stage).residence().orElseThrow();
  }

  /// Matched, expired, ambiguous.
  String coverage(String stage) {
    Residence residence = in(stage);
    return residence.matched() + " " + residence.expired() + " " + residence.ambiguous();
  }

  /// From the source to a sink.
  PipelineLatency to(String sink) {
    return pipeline.telemetry().reader().pipelineLatencies().stream()
        .filter(latency -> latency.sink().equals(sink))
        .findFirst()
        .orElseThrow();
  }

  /// Matched, unknown, ambiguous.
  String coverageTo(String sink) {
    PipelineLatency latency = to(sink);
    return latency.matched() + " " + latency.unknown() + " " + latency.ambiguous();
  }

  /// Nanoseconds that all frames together stayed in a stage.
  long sum(String stage) {
    return in(stage).sumNanos();
  }

  /// The records' latencies of a stage, in the order of the frames.
  List<StageLatency> records(String stage) {
    return pipeline.telemetry().history().newerThan(-1, 5_000).records().stream()
        .flatMap(record -> record.stageStats().stream())
        .flatMap(stat -> stat.latencies().stream())
        .filter(latency -> latency.sourceStageName().equals(stage))
        .toList();
  }

  /// The shortest time in a stage that a record tells, in nanoseconds.
  long shortest(String stage) {
    return MICRO * records(stage).stream().mapToLong(StageLatency::minMicros).min().orElseThrow();
  }

  /// The median of the records' averages, in nanoseconds.
  long median(String stage) {
    List<Double> sorted = records(stage).stream().map(StageLatency::avgMicros).sorted().toList();
    return (long) (MICRO * sorted.get(sorted.size() / 2));
  }

  @Override
  public void close() {
    pipeline.pipeline().stop(); // a test may have failed while it played
    pipeline.close();
  }
}
