package io.framegauge.benchmarks;

import io.framegauge.benchmarks.Slope.Line;
import io.framegauge.benchmarks.Slope.Point;
import io.framegauge.pipeline.AttachOptions;
import io.framegauge.pipeline.PipelineTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;

/// How the cost grows with stages, sources and series. Linear is an exponent of 1; what the caches
/// of the processor no longer hold costs more, so up to 1.15 is taken for linear (a cost a link
/// that doubles from 5 stages to 500).
final class SlopeRows {
  private static final double LINEAR = 1.15;
  private static final int WARM_UP = 3;
  private static final long MILLI = 1_000_000;

  private SlopeRows() {}

  static List<Slope> measure(Effort effort, Report report) {
    List<Slope> slopes = List.of(stages(effort), sources(effort), series(effort));
    for (Slope slope : slopes) {
      for (Line line : slope.series()) {
        String points =
            line.points().stream()
                .map(point -> point.count() + ": " + Report.number(point.cost()))
                .collect(Collectors.joining(", "));
        report.note(
            "%s, %s a %s: %s (count^%.2f)",
            line.who(), slope.unit(), slope.of(), points, line.exponent());
      }
    }
    double worst =
        slopes.stream().mapToDouble(slope -> slope.ours().exponent()).max().orElseThrow();
    report.add(Row.value("slope", worst, "exponent", Row.atMost(LINEAR)));
    slopes.forEach(slope ->
        report.add(
            Row.value(slope.name(), slope.ours().exponent(), "exponent", Row.atMost(LINEAR))));
    return slopes;
  }

  private static Slope stages(Effort effort) {
    List<Point> points = new ArrayList<>();
    for (int stages : new int[] {5, 50, 500}) {
      points.add(new Point(stages, added(effort, 1, stages - 1)));
    }
    return new Slope(
        "slope.stages",
        "number of stages after the source",
        "ns of CPU a buffer",
        List.of(new Line("ours", points)));
  }

  private static Slope sources(Effort effort) {
    List<Point> points = new ArrayList<>();
    for (int sources : new int[] {1, 16, 64}) {
      points.add(new Point(sources, added(effort, sources, ProbeRows.FILTERS)));
    }
    return new Slope(
        "slope.sources",
        "number of sources, one buffer each",
        "ns of CPU",
        List.of(new Line("ours", points)));
  }

  /// Nanoseconds that measuring adds when each of some sources pushes one buffer.
  private static double added(Effort effort, int sources, int filters) {
    String text = text("ours", sources, filters) + Chain.unmeasured(text("none", sources, filters));
    AttachOptions options =
        BenchTelemetry.options("slope").set("metrics.max_stages", 2 * sources * (filters + 2));
    try (Pipeline pipeline = (Pipeline) Gst.parseLaunch(text);
        PipelineTelemetry probes = PipelineTelemetry.attach(pipeline, options)) {
      List<Chain> none = chains(pipeline, "none", sources, filters);
      List<Chain> ours = chains(pipeline, "ours", sources, filters);
      pipeline.play();
      int passes = effort.pick(4, 20);
      double[] without = new double[passes];
      double[] with = new double[passes];
      for (int pass = -WARM_UP; pass < passes; pass++) {
        double plain = pass(none);
        double probed = pass(ours);
        if (pass >= 0) {
          without[pass] = plain;
          with[pass] = probed;
        }
      }
      pipeline.stop();
      probes.detach();
      return Spread.of(with).low() - Spread.of(without).low();
    }
  }

  private static String text(String side, int sources, int filters) {
    return IntStream.range(0, sources)
        .mapToObj(i -> Chain.text(side + i, filters))
        .collect(Collectors.joining(" "));
  }

  private static List<Chain> chains(Pipeline pipeline, String side, int sources, int filters) {
    return IntStream.range(0, sources)
        .mapToObj(i -> new Chain(pipeline, side + i, filters))
        .toList();
  }

  /// Each source in turn for a moment, so that none stays in the caches; the sum over the sources.
  private static double pass(List<Chain> chains) {
    long nanos = Math.max(2 * MILLI, 50 * MILLI / chains.size());
    return chains.stream()
        .mapToDouble(chain -> NativeBench.window(chain.source(), nanos, Long.MAX_VALUE).cpuNanos())
        .sum();
  }

  private static Slope series(Effort effort) {
    List<Point> ours = new ArrayList<>();
    List<Point> theirs = new ArrayList<>();
    int[] counts =
        effort.quick() ? new int[] {100, 1_000, 10_000} : new int[] {100, 1_000, 10_000, 100_000};
    for (int count : counts) {
      Turns.Result result = ScrapeRows.measure(count, effort.pick(1, 5));
      ours.add(new Point(count, result.ourNanos().low() / 1e3));
      theirs.add(new Point(count, result.theirNanos().low() / 1e3));
    }
    return new Slope(
        "slope.series",
        "number of series",
        "µs of CPU a scrape",
        List.of(new Line("ours", ours), new Line("prometheus-metrics-core", theirs)));
  }
}
