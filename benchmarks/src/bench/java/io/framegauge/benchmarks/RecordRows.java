package io.framegauge.benchmarks;

import io.framegauge.telemetry.record.StatRecord;
import io.framegauge.telemetry.zeromq.HistoryJson;
import java.util.Arrays;
import java.util.List;

/// Cutting a record of 50 stages: by the streaming thread, and against writing it as JSON.
final class RecordRows {
  private static final int STAGES = 50;

  private RecordRows() {}

  static void measure(Effort effort, Report report) {
    Spread each = cut(1, effort.pick(20_000, 100_000));
    Spread period = cut(100, effort.pick(4_000, 20_000));
    Spread json = json(effort.pick(20_000, 100_000));
    report.note("frame_period 1:   %s", each.text("ns"));
    report.note("frame_period 100: %s", period.text("ns"));
    report.note("the same as JSON: %s", json.text("ns"));
    report.add(Row.value("record", each.median() / 1e3, "µs", Row.atMost(5)));
    report.add(Row.value("record.period_100", period.median() / 1e3, "µs", Row.atMost(5)));
    report.add(
        Row.ratio(
            "record.vs_json", each.median() / 1e3, "µs", json.median() / 1e3, Row.atMost(0.1)));
  }

  /// Nanoseconds of each record, every so many frames.
  static Spread cut(int period, int records) {
    try (RecordedRun run =
        new RecordedRun("records", STAGES, List.of("metrics.frame_period=" + period))) {
      double[] nanos = new double[records];
      for (int i = -records / 2; i < records; i++) {
        for (int frame = 0; frame < period; frame++) {
          run.frame();
        }
        long start = System.nanoTime();
        run.left();
        double taken = System.nanoTime() - start;
        if (i >= 0) {
          nanos[i] = taken;
        }
      }
      check(run, records);
      return Spread.of(nanos);
    }
  }

  private static void check(RecordedRun run, int records) {
    long newest = run.telemetry().history().latest(1, Long.MAX_VALUE).newestId();
    if (newest < records) {
      throw new IllegalStateException("must have cut records: newest_id=" + newest);
    }
  }

  private static Spread json(int times) {
    try (RecordedRun run = new RecordedRun("json", STAGES, List.of("metrics.frame_period=1"))) {
      run.frame();
      run.left();
      StatRecord newest = run.telemetry().history().latest(1, Long.MAX_VALUE).records().getFirst();
      double[] nanos = new double[times];
      long size = 0;
      for (int i = -times / 2; i < times; i++) {
        long start = System.nanoTime();
        size += HistoryJson.write(newest).length();
        double taken = System.nanoTime() - start;
        if (i >= 0) {
          nanos[i] = taken;
        }
      }
      if (size == 0) {
        throw new IllegalStateException("must have written JSON: bytes=0");
      }
      return Spread.of(Arrays.copyOf(nanos, times));
    }
  }
}
