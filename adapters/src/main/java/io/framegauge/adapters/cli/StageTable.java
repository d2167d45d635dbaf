package io.framegauge.adapters.cli;

import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.StageCounts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The totals of a run, one line a stage, at most 80 columns.
final class StageTable {
  private static final String LINE = "%-24s %10s %10s %10s %8s %13s%n";

  private StageTable() {}

  static void print(List<StageCounts> stages, PrintWriter out) {
    if (stages.isEmpty()) {
      return;
    }
    out.printf(LINE, "stage", "buffers", "frames", "objects", "dropped", "avg latency");
    for (StageCounts stage : stages) {
      out.printf(
          Locale.ROOT,
          LINE,
          stage.name(),
          stage.buffers(),
          stage.framesKnown() ? stage.frames() : "-",
          stage.objects(),
          stage.dropped(),
          stage.residence().flatMap(StageTable::average).orElse("-"));
    }
    out.flush();
  }

  private static Optional<String> average(Residence residence) {
    long count = residence.count();
    return count == 0
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, "%.3f ms", residence.sumNanos() / 1e6 / count));
  }
}
