package io.framegauge.benchmarks;

import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.metrics.Families;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Increments of one series among 200, ours and those of prometheus-metrics-core.
@State(Scope.Thread)
public class IncrementBenchmarks {
  private static final int SERIES = 200;

  private final LiveCounters counters =
      LiveCounters.create("bench", new UUID(0, 1), Limits.of(8, 1000), 64, 0, 0);
  private final CounterFamily ours =
      new Families(counters.series(), ExtraLabels.NONE)
          .counterFamily("bench_total", "", "", "label", "source_id");
  private final io.prometheus.metrics.core.metrics.Counter theirs =
      io.prometheus.metrics.core.metrics.Counter.builder()
          .name("bench_total")
          .labelNames("label", "source_id")
          .build();
  private final Counter ourHandle;
  private final CounterDataPoint theirHandle;
  private final String source = "camera-" + SERIES / 2;

  public IncrementBenchmarks() {
    for (int i = 0; i < SERIES; i++) {
      ours.labels("person", "camera-" + i);
      theirs.initLabelValues("person", "camera-" + i);
    }
    ourHandle = ours.labels("person", source);
    theirHandle = theirs.labelValues("person", source);
  }

  /// Ours, the handle kept.
  @Benchmark
  public long heldByOurs() {
    return ourHandle.inc();
  }

  /// The library's data point, kept.
  @Benchmark
  public void heldByTheirs() {
    theirHandle.inc();
  }

  /// Ours, looked up by label values each time.
  @Benchmark
  public long byLabelByOurs() {
    return ours.inc(1, "person", source);
  }

  /// The library's, looked up by label values each time.
  @Benchmark
  public void byLabelByTheirs() {
    theirs.labelValues("person", source).inc();
  }
}
