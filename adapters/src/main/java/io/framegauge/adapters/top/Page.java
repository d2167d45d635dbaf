package io.framegauge.adapters.top;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What is shown of a module, as lines that fit into a width.
final class Page {
  private static final String KEYS =
      "q quit  sort: p order n name f fps o obj/s u queue l avg m max d drops a age";
  private static final String SHORT_KEYS = "q quit  sort: p n f o u l m d a";
  private static final Duration NEWS = Duration.ofSeconds(15);
  private static final int RUN_CHARS = 8;
  private static final int AROUND_ROWS = 4;

  private final Seen seen;
  private final Order order;
  private final int width;

  Page(Seen seen, Order order, int width) {
    this.seen = seen;
    this.order = order;
    this.width = width;
  }

  /// Everything, without the keys: for a pipe.
  List<Line> whole() {
    List<StageRow> rows = order.sorted(StageRow.of(seen));
    List<Line> page = new ArrayList<>(List.of(title(), note(rows.size(), rows.size(), 0)));
    table(page, rows, rows);
    return cut(page);
  }

  /// What fits into a height, with the keys at its end.
  ///
  /// @param first row that is shown, if there are more than fit
  List<Line> part(int height, int first) {
    List<StageRow> rows = order.sorted(StageRow.of(seen));
    int room = room(height);
    int from = Math.clamp(first, 0, Math.max(0, rows.size() - room));
    List<StageRow> shown = rows.subList(from, Math.min(rows.size(), from + room));
    List<Line> page = new ArrayList<>(List.of(title(), note(rows.size(), shown.size(), from)));
    table(page, rows, shown);
    String keys = KEYS.length() <= width ? KEYS : SHORT_KEYS;
    page.add(new Line(Line.Kind.KEYS, keys));
    return cut(page.subList(0, Math.min(page.size(), Math.max(1, height))));
  }

  /// How many rows fit into a height.
  static int room(int height) {
    return Math.max(1, height - AROUND_ROWS);
  }

  private void table(List<Line> page, List<StageRow> rows, List<StageRow> shown) {
    Columns columns = Columns.of(width, rows.stream().map(row -> row.counts().name()).toList());
    if (!rows.isEmpty()) {
      page.add(new Line(Line.Kind.HEADER, columns.header()));
    } else if (seen.newest().isEmpty() && !seen.why().isEmpty()) {
      page.addAll(why());
    }
    Line.Kind kind = seen.silentFor().isPresent() ? Line.Kind.OLD_ROW : Line.Kind.ROW;
    shown.forEach(row -> page.add(new Line(kind, columns.row(row))));
  }

  private List<Line> cut(List<Line> page) {
    UnaryOperator<Line> fit = line -> new Line(line.kind(), Columns.cut(line.text(), width));
    return page.stream().map(fit).toList();
  }

  /// The most important parts first; the name gives way to the state and the uptime.
  private Line title() {
    return new Line(Line.Kind.TITLE, seen.newest().map(this::title).orElse("framegauge top"));
  }

  private String title(Look look) {
    List<String> parts = new ArrayList<>();
    parts.add(look.state().name().toLowerCase(Locale.ROOT));
    parts.add("up " + Figures.duration(look.counts().uptimeNanos() / 1_000_000_000));
    parts.add(look.counts().frameNo() + " frames");
    parts.add("run " + shortRun(look));
    int behind = parts.get(0).length() + parts.get(1).length() + 4;
    StringBuilder title =
        new StringBuilder(Columns.cut(look.pipelineName(), Math.max(8, width - behind)));
    for (String part : parts) {
      if (Columns.widthOf(title.toString()) + 2 + part.length() <= width) {
        title.append("  ").append(part);
      }
    }
    return title.toString();
  }

  private static String shortRun(Look look) {
    return look.run().substring(0, Math.min(RUN_CHARS, look.run().length()));
  }

  private Line note(int rows, int shown, int from) {
    if (seen.silentFor().isPresent()) {
      return new Line(Line.Kind.ALERT, silence(seen.silentFor().get()));
    }
    Optional<String> restarted =
        seen.newRunFor()
            .filter(age -> age.compareTo(NEWS) < 0)
            .map(age -> "a new run for " + Figures.duration(age.toSeconds()) + "; ");
    if (seen.newest().isEmpty()) {
      return new Line(Line.Kind.NOTE, "looking for the module");
    }
    String window =
        seen.seconds() > 0
            ? String.format(Locale.ROOT, "rates and times of the last %.1f s", seen.seconds())
            : "rates come with the next look";
    String part = shown < rows ? "rows %d-%d of %d, ".formatted(from + 1, from + shown, rows) : "";
    return new Line(
        restarted.isPresent() ? Line.Kind.ALERT : Line.Kind.NOTE,
        restarted.orElse("") + part + window + ", " + order.words());
  }

  private String silence(Duration since) {
    String time = Figures.duration(since.toSeconds());
    String what =
        seen.newest().isEmpty()
            ? "nothing to be seen for "
            : seen.why().isEmpty() ? "the module has been gone for " : "no answer for ";
    return what + time + (seen.newest().isEmpty() ? "" : ": old values below") + ", still looking";
  }

  /// Why there is nothing, over as many lines as it takes.
  private List<Line> why() {
    List<Line> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : seen.why().split(" ", -1)) {
      if (!line.isEmpty() && Columns.widthOf(line + " " + word) > width) {
        lines.add(new Line(Line.Kind.NOTE, line.toString()));
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(new Line(Line.Kind.NOTE, line.toString()));
    return lines;
  }
}
