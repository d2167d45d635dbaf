package io.framegauge.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framegauge.telemetry.counter.FamilySeries;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.SeriesKind;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// All of a family's lines in a text format but the numbers: what stays from scrape to scrape while
/// the family has the same series. The library has written it, which also gave the order.
/// Immutable.
final class FamilyText {
  private final FamilySeries.Members madeFor;
  private final byte[] text;
  private final int[] ends; // of what stands before each number
  private final int[] rows; // of each number's series
  private final int numbersEach;

  private FamilyText(
      FamilySeries.Members madeFor, byte[] text, int[] ends, int[] rows, int numbersEach) {
    this.madeFor = madeFor;
    this.text = text;
    this.ends = ends;
    this.rows = rows;
    this.numbersEach = numbersEach;
  }

  /// Whether families of a kind are written so, in a format.
  static boolean suits(FamilyValues family, Format format) {
    boolean plain = family.kind() == SeriesKind.COUNTER || family.kind() == SeriesKind.GAUGE;
    return plain && format != Format.PROTOBUF;
  }

  static FamilyText of(LabelSets labelSets, FamilySeries family, ScrapeRequest request) {
    // Equal label sets, as when a series was deleted and made again, count once, the later one.
    Map<Labels, Integer> rows = new TreeMap<>();
    for (int row = 0; row < family.size(); row++) {
      int place = row;
      family
          .labelValues(row)
          .ifPresent(values -> rows.put(labelSets.user(family.head().labelNames(), values), place));
    }
    Points points = new Points();
    boolean counter = family.head().kind() == SeriesKind.COUNTER;
    for (Labels labels : rows.keySet()) {
      if (counter) {
        points.counter(labels, 0, 1);
      } else {
        points.gauge(labels, 0);
      }
    }
    TextBuffer lines = new TextBuffer();
    request.write(new MetricSnapshots(FamilyMetrics.snapshot(family.head(), points)), lines);
    int numbersEach = counter && request.format() == Format.OPEN_METRICS ? 2 : 1;
    return cut(family, lines.toBytes(), rows.values(), numbersEach);
  }

  /// Takes the numbers out.
  private static FamilyText cut(
      FamilySeries family, byte[] lines, Iterable<Integer> order, int numbersEach) {
    int[] rows = new int[family.size()];
    int count = 0;
    for (int row : order) {
      rows[count++] = row;
    }
    int[] ends = new int[count * numbersEach];
    byte[] text = new byte[lines.length];
    int length = 0;
    int number = 0;
    for (int begin = 0; number < ends.length; ) {
      int end = begin;
      int space = begin;
      while (lines[end] != '\n') {
        space = lines[end] == ' ' ? end : space;
        end++;
      }
      int kept = lines[begin] == '#' ? end + 1 : space + 1;
      System.arraycopy(lines, begin, text, length, kept - begin);
      length += kept - begin;
      if (lines[begin] != '#') {
        ends[number++] = length;
      }
      begin = end + 1;
    }
    return new FamilyText(family.members(), Arrays.copyOf(text, length), ends, rows, numbersEach);
  }

  /// Whether it is that of a family at a later moment.
  boolean fits(FamilySeries now) {
    return ends.length == now.size() * numbersEach && now.has(madeFor);
  }

  /// Writes the lines with the numbers of a moment.
  void write(FamilySeries now, TextBuffer out) {
    boolean counter = now.head().kind() == SeriesKind.COUNTER;
    int begin = 0;
    for (int number = 0; number < ends.length; number++) {
      out.write(text, begin, ends[number] - begin);
      begin = ends[number];
      int row = rows[number / numbersEach];
      if (number % numbersEach == 1) {
        out.seconds(now.createdMillis(row));
      } else {
        long bits = now.bits(row);
        out.number(counter ? Points.unsigned(bits) : Double.longBitsToDouble(bits));
      }
      out.write('\n');
    }
  }

  /// What the library writes for a family that stands for another one.
  static byte[] placeholder(String name) {
    return ("# TYPE " + name + " gauge\n" + name + " NaN\n").getBytes(UTF_8);
  }
}
