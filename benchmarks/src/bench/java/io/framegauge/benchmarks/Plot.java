package io.framegauge.benchmarks;

import com.google.errorprone.annotations.FormatMethod;
import io.framegauge.benchmarks.Slope.Line;
import io.framegauge.benchmarks.Slope.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Slopes side by side, both axes logarithmic, as an SVG.
final class Plot {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 240;
  private static final int LEFT = 62;
  private static final int TOP = 34;
  private static final int GAP = 90;
  private static final List<String> COLOURS = List.of("#1f6feb", "#8b949e");

  private final StringBuilder out = new StringBuilder();

  private Plot() {}

  static void write(List<Slope> slopes, Path file) throws IOException {
    Files.writeString(file, new Plot().draw(slopes));
  }

  private String draw(List<Slope> slopes) {
    int width = LEFT + slopes.size() * (WIDTH + GAP);
    int height = TOP + HEIGHT + 56;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        width, height, width, height);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    for (int i = 0; i < slopes.size(); i++) {
      panel(slopes.get(i), LEFT + i * (WIDTH + GAP));
    }
    add("</svg>");
    return out.toString();
  }

  private void panel(Slope slope, int x) {
    List<Point> all = slope.series().stream().flatMap(line -> line.points().stream()).toList();
    Axis across = Axis.over(all.stream().mapToDouble(Point::count).toArray());
    Axis up = Axis.over(all.stream().mapToDouble(Point::cost).toArray());
    add("<g transform=\"translate(%d,%d)\">", x, TOP);
    add("<rect width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#d0d7de\"/>", WIDTH, HEIGHT);
    add("<text x=\"0\" y=\"-12\">%s</text>", slope.unit());
    add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", WIDTH, HEIGHT + 44, slope.of());
    for (int power = up.low(); power <= up.high(); power++) {
      double y = HEIGHT * (1 - up.place(Math.pow(10, power)));
      add("<path d=\"M0 %.1fH%d\" stroke=\"#eaeef2\"/>", y, WIDTH);
      add("<text x=\"-6\" y=\"%.1f\" text-anchor=\"end\">%s</text>", y + 4, power(power));
    }
    for (int i = 0; i < slope.series().size(); i++) {
      line(slope.series().get(i), COLOURS.get(i), across, up, i);
    }
    add("</g>");
  }

  private void line(Line line, String colour, Axis across, Axis up, int index) {
    StringBuilder path = new StringBuilder();
    for (Point point : line.points()) {
      double x = WIDTH * across.place(point.count());
      double y = HEIGHT * (1 - up.place(point.cost()));
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x, y));
      add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, colour);
      if (index == 0) {
        add(
            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
            x, HEIGHT + 18, point.count());
        add(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"%s\">%s</text>",
            x - 6, y - 6, colour, Report.number(point.cost()));
      }
    }
    add("<path d=\"%s\" fill=\"none\" stroke=\"%s\"/>", path, colour);
    add(
        "<text x=\"8\" y=\"%d\" fill=\"%s\">%s, count^%.2f</text>",
        18 + 16 * index, colour, line.who(), line.exponent());
  }

  private static String power(int power) {
    return power >= 6 ? "1e" + power : Report.number(Math.pow(10, power));
  }

  @FormatMethod
  private void add(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  /// From one power of ten to another.
  private record Axis(int low, int high) {
    static Axis over(double[] values) {
      double least = java.util.Arrays.stream(values).min().orElse(1);
      double most = java.util.Arrays.stream(values).max().orElse(10);
      return new Axis((int) Math.floor(Math.log10(least)), (int) Math.ceil(Math.log10(most)));
    }

    double place(double value) {
      return (Math.log10(value) - low) / (high - low);
    }
  }
}
