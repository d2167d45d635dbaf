package io.framegauge.adapters.top;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jline.utils.WCWidth;

/// The columns that fit into a width, and how wide each is.
final class Columns {
  private static final int WIDEST_NAME = 40;
  private static final int WIDEST_BAR = 30;

  private final Map<Column, Integer> widths = new EnumMap<>(Column.class);
  private int left;

  private Columns(int width) {
    left = width + 1; // no space before the first
  }

  /// @param names of the stages: they are shown whole before columns of the second rank are added
  static Columns of(int width, Collection<String> names) {
    Columns columns = new Columns(width);
    Column.BASE.forEach(columns::addIfItFits);
    int longest = names.stream().mapToInt(Columns::widthOf).max().orElse(0);
    columns.widen(Column.STAGE, Math.min(longest, WIDEST_NAME));
    if (columns.widths.containsKey(Column.FILL)) {
      Column.MORE.forEach(columns::addIfItFits);
      columns.widen(Column.FILL, WIDEST_BAR);
    }
    return columns;
  }

  private void addIfItFits(Column column) {
    if (column.width() < left) {
      widths.put(column, column.width());
      left -= column.width() + 1;
    }
  }

  private void widen(Column column, int wanted) {
    int now = widths.getOrDefault(column, wanted);
    int more = Math.clamp(wanted - now, 0, left);
    widths.computeIfPresent(column, (key, width) -> width + more);
    left -= more;
  }

  String header() {
    return line(column -> column.header());
  }

  String row(StageRow row) {
    return line(column -> column == Column.FILL ? bar(row) : column.text(row));
  }

  private interface Text {
    String of(Column column);
  }

  private String line(Text text) {
    StringBuilder line = new StringBuilder();
    widths.forEach((column, width) -> {
      line.append(line.isEmpty() ? "" : " ");
      line.append(cell(text.of(column), width, column.isText()));
    });
    return line.toString().stripTrailing();
  }

  private String bar(StageRow row) {
    if (row.fill().isEmpty()) {
      return "";
    }
    int inside = widths.getOrDefault(Column.FILL, 2) - 2;
    double fill = row.fill().getAsDouble();
    // something is never drawn as nothing, and only what is full as full
    int full = (int) Math.floor(fill * inside);
    int drawn = fill > 0 && full == 0 ? 1 : full;
    return "[" + "#".repeat(drawn) + ".".repeat(inside - drawn) + "]";
  }

  /// A text in a width: cut with a mark, or filled with spaces.
  static String cell(String text, int width, boolean toTheLeft) {
    String fitting = cut(text, width);
    String space = " ".repeat(Math.max(0, width - widthOf(fitting)));
    return toTheLeft ? fitting + space : space + fitting;
  }

  /// A text that takes at most a width, without what would move the cursor.
  static String cut(String text, int width) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    if (widthOf(clean) <= width) {
      return clean;
    }
    StringBuilder kept = new StringBuilder();
    int taken = 1; // the mark
    for (int point : clean.codePoints().toArray()) {
      taken += Math.max(0, WCWidth.wcwidth(point));
      if (taken > width) {
        break;
      }
      kept.appendCodePoint(point);
    }
    return width > 0 ? kept + "~" : "";
  }

  /// How many columns of a terminal a text takes.
  static int widthOf(String text) {
    return text.codePoints().map(point -> Math.max(0, WCWidth.wcwidth(point))).sum();
  }
}
