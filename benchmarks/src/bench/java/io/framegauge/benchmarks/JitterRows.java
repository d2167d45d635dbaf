package io.framegauge.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// How punctual frames are at 60 a second, and how long the JVM pauses, by collector; each run is a
/// process of its own, in turns.
final class JitterRows {
  private static final double INTERVAL_MILLIS = 1000.0 / JitterRun.FRAMES_A_SECOND;

  private JitterRows() {}

  /// The launcher's choice and the JVM's.
  static void measure(Effort effort, Report report) throws IOException, InterruptedException {
    int seconds = effort.pick(5, 10);
    if (!effort.quick()) {
      tell("no JVM", JitterRun.bare(seconds / 2), report);
    }
    List<Collector> collectors = List.of(Collector.DEFAULT, Collector.LAUNCHER);
    add("", turns(collectors, true, 1, seconds, report), report);
    if (!effort.quick()) {
      add(".plain", turns(collectors, false, 1, seconds, report), report);
    }
  }

  /// All collectors.
  static void compare(Effort effort, Report report) throws IOException, InterruptedException {
    tell("no JVM", JitterRun.bare(effort.pick(5, 10)), report);
    int rounds = effort.pick(1, 2);
    int seconds = effort.pick(5, 10);
    add("", turns(Collector.ALL, true, rounds, seconds, report), report);
    add(".plain", turns(Collector.ALL, false, rounds, seconds, report), report);
  }

  private static Map<Collector, JitterRun> turns(
      List<Collector> collectors, boolean hungry, int rounds, int seconds, Report report)
      throws IOException, InterruptedException {
    report.note(
        hungry ? "with a plugin that allocates 1 MB a frame:" : "without a plugin that allocates:");
    Map<Collector, JitterRun> runs = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Collector collector : collectors) {
        runs.merge(collector, JitterRun.of(collector, hungry, seconds), JitterRun::and);
      }
    }
    runs.forEach((collector, run) -> tell(collector.name(), run, report));
    return runs;
  }

  private static void tell(String name, JitterRun run, Report report) {
    Spread late = late(run);
    Spread paused = paused(run);
    report.note(
        "%-18s late by p50 %.2f, p99 %.2f, p99.9 %.2f, max %.2f ms (%d frames)",
        name + ":",
        late.median(),
        late.percentile(99),
        late.percentile(99.9),
        late.percentile(100),
        run.arrivals().size());
    Spread collections = millis(run, Pause::collects);
    Spread others = millis(run, pause -> !pause.collects());
    report.note(
        "%-18s %d collections, median %.2f, longest %.2f ms, %.0f ms in all, %d of the whole heap;"
            + " %d stalls; %d other pauses, median %.2f, longest %.2f ms",
        "",
        collections.count(),
        collections.median(),
        collections.percentile(100),
        collections.sum(),
        run.rare().full(),
        run.rare().stalls(),
        others.count(),
        others.median(),
        others.percentile(100));
    report.note(
        "%-18s %d frames under way in a collection, for %.2f ms at most; %.0f MB, %.1f s of CPU",
        "",
        paused.above(0),
        paused.percentile(100),
        run.weight().megabytes(),
        run.weight().cpuSeconds());
  }

  private static void add(String suffix, Map<Collector, JitterRun> runs, Report report) {
    runs.forEach((collector, run) -> {
      String name = "jitter." + collector.name() + suffix;
      Row.Target interval = Row.atMost(Math.ceil(INTERVAL_MILLIS * 10) / 10);
      report.add(Row.value(name, late(run).percentile(99.9), "ms", interval));
      report.add(
          Row.value(name + ".pause", millis(run, Pause::collects).percentile(100), "ms", interval));
    });
  }

  private static Spread late(JitterRun run) {
    return Spread.of(run.arrivals().stream().mapToDouble(Arrival::lateMillis).toArray());
  }

  /// For each frame how long it was under way while the JVM collected.
  private static Spread paused(JitterRun run) {
    List<Pause> collections = run.pauses().stream().filter(Pause::collects).toList();
    return Spread.of(
        run.arrivals().stream()
            .mapToDouble(arrival -> collections.stream().mapToDouble(arrival::pausedMillis).sum())
            .toArray());
  }

  private static Spread millis(JitterRun run, Predicate<Pause> which) {
    return Spread.of(run.pauses().stream().filter(which).mapToDouble(Pause::millis).toArray());
  }
}
