package io.framegauge.benchmarks;

import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.metrics.Families;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [IncrementBenchmarks] with JMH, and weighs a series.
final class IncrementRows {
  /// So many that buffers of threads for their next objects do not weigh.
  private static final int SERIES = 200_000;

  private IncrementRows() {}

  /// Measures and adds the rows. The four benchmarks take turns, a process each.
  static void measure(Effort effort, Report report) {
    Map<String, List<Double>> scores = new HashMap<>();
    for (int turn = 0; turn < effort.pick(1, 3); turn++) {
      try {
        new Runner(options(effort)).run().forEach(result -> collect(result, scores));
      } catch (RunnerException e) {
        throw new IllegalStateException(e);
      }
    }
    Spread ourHeld = spread(scores, "heldByOurs", report);
    Spread theirHeld = spread(scores, "heldByTheirs", report);
    Spread ourLabel = spread(scores, "byLabelByOurs", report);
    Spread theirLabel = spread(scores, "byLabelByTheirs", report);
    report.add(Row.ratio("inc_held", ourHeld.low(), "ns", theirHeld.low(), Row.atMost(1.0)));
    report.add(Row.ratio("inc_by_label", ourLabel.low(), "ns", theirLabel.low(), Row.atMost(0.5)));
    report.add(weight(report));
  }

  private static Options options(Effort effort) {
    return new OptionsBuilder()
        .include(IncrementBenchmarks.class.getName())
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(1)
        .warmupIterations(effort.pick(5, 10))
        .warmupTime(TimeValue.milliseconds(100))
        .measurementIterations(effort.pick(15, 30))
        .measurementTime(TimeValue.milliseconds(50))
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static void collect(RunResult result, Map<String, List<Double>> scores) {
    String name = result.getPrimaryResult().getLabel();
    result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .forEach(iteration ->
            scores
                .computeIfAbsent(name, _ -> new ArrayList<>())
                .add(iteration.getPrimaryResult().getScore()));
  }

  private static Spread spread(Map<String, List<Double>> scores, String name, Report report) {
    List<Double> values = scores.getOrDefault(name, List.of());
    Spread spread = Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    report.note("%-16s %s", name + ":", spread.text("ns"));
    return spread;
  }

  /// Bytes of one more series with two labels: on the heap, and its place in the telemetry file.
  private static Row weight(Report report) {
    Limits few = Limits.of(8, 1);
    Limits many = Limits.of(8, SERIES);
    double place =
        (double) (LiveCounters.bytes(many, 0) - LiveCounters.bytes(few, 0)) / (SERIES - 1);
    double[] onHeap = new double[5]; // what ran before may leave something in the meantime
    for (int i = 0; i < onHeap.length; i++) {
      onHeap[i] = onHeap(many);
    }
    double median = Spread.of(onHeap).median();
    report.note("a series: %.0f B on the heap, %.0f B in the telemetry file", median, place);
    return Row.value("inc_held.bytes_a_series", median + place, "B", Row.atMost(200));
  }

  private static double onHeap(Limits limits) {
    LiveCounters counters = LiveCounters.create("bench", new UUID(0, 1), limits, 64, 0, 0);
    Families families = new Families(counters.series(), ExtraLabels.NONE, SERIES);
    CounterFamily family = families.counterFamily("bench_total", "", "", "label", "source_id");
    String[] sources = new String[SERIES];
    for (int i = 0; i < SERIES; i++) {
      sources[i] = "camera-" + i;
    }
    try {
      long before = heap();
      for (String source : sources) {
        family.labels("person", source).inc();
      }
      return (double) (heap() - before) / SERIES;
    } finally {
      Reference.reachabilityFence(family);
    }
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
