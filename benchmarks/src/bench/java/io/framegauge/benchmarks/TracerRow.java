package io.framegauge.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// GStreamer's own latency tracer on the same chain, in processes without Java: one with the
/// tracer, one without, in turn.
final class TracerRow {
  private static final String TRACER = "latency(flags=element)";

  private TracerRow() {}

  /// @param ours nanoseconds that full measurement adds for one buffer and link
  static void measure(Effort effort, double ours, Report report)
      throws IOException, InterruptedException {
    List<Double> plain = new ArrayList<>();
    List<Double> traced = new ArrayList<>();
    for (int i = 0; i < effort.pick(2, 5); i++) {
      plain.addAll(run(effort, ""));
      traced.addAll(run(effort, TRACER));
    }
    Spread without = spread(plain);
    Spread with = spread(traced);
    double tracer = (with.low() - without.low()) / (ProbeRows.FILTERS + 1);
    report.note("without: %s", without.text("ns/buffer"));
    report.note("with:    %s", with.text("ns/buffer"));
    report.note("GST_TRACERS='%s' adds %.0f ns a buffer and link", TRACER, tracer);
    report.add(Row.ratio("full_vs_tracer", ours, "ns/link", tracer, Row.atMost(1.0 / 20)));
  }

  private static Spread spread(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /// Nanoseconds of CPU time a buffer of each window.
  private static List<Double> run(Effort effort, String tracers)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(Setup.cFolder(), "chain").toString(),
            "" + ProbeRows.FILTERS,
            "" + effort.windows(),
            "" + effort.windowNanos() / 1_000_000);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("GST_TRACERS", tracers);
    Process child = builder.start();
    String text = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (child.waitFor() != 0) {
      throw new IOException("the chain failed: exit=" + child.exitValue());
    }
    return text.lines().map(line -> Double.valueOf(line.split(" ", -1)[1])).toList();
  }
}
