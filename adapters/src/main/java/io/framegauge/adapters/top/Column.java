package io.framegauge.adapters.top;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/// The columns of the table, in the order they stand in. Figures stand on the right.
enum Column {
  STAGE('n', "stage", 10, row -> row.counts().name()),
  FACTORY(' ', "element", 14, row -> row.counts().factory()),
  FPS('f', "fps", 6, row -> Figures.rate(row.fps())),
  OBJECT_RATE('o', "obj/s", 6, row -> Figures.rate(row.objectRate())),
  QUEUE('u', "queue", 5, row -> Figures.count(row.queue())),
  FILL(' ', "fill", 8, row -> ""),
  AVERAGE('l', "avg ms", 7, row -> Figures.millis(row.averageMillis())),
  BELOW('m', "max ms", 7, row -> Figures.below(row.belowMillis())),
  DROPS('d', "drops", 6, row -> Figures.count(row.drops())),
  AGE('a', "age", 6, row -> Figures.age(row.ageSeconds())),
  BUFFERS(' ', "buffers", 8, row -> Figures.count(row.counts().buffers())),
  FRAMES(
      ' ',
      "frames",
      8,
      row -> row.counts().framesKnown() ? Figures.count(row.counts().frames()) : Figures.UNKNOWN),
  OBJECTS(' ', "objects", 8, row -> Figures.count(row.counts().objects()));

  /// Those that every terminal shall have, the most important one first.
  static final List<Column> BASE =
      List.of(STAGE, FPS, QUEUE, AVERAGE, AGE, DROPS, OBJECT_RATE, BELOW, FILL);

  /// Those that a wide terminal has room for.
  static final List<Column> MORE = List.of(FACTORY, FRAMES, OBJECTS, BUFFERS);

  private final char key;
  private final String header;
  private final int width;

  @SuppressWarnings("ImmutableEnumChecker") // a function of its argument
  private final Function<StageRow, String> text;

  Column(char key, String header, int width, Function<StageRow, String> text) {
    this.key = key;
    this.header = header;
    this.width = width;
    this.text = text;
  }

  /// The column that a key sorts by.
  static Optional<Column> of(int key) {
    for (Column column : values()) {
      if (column.key == key && key != ' ') {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  String header() {
    return header;
  }

  /// Least columns of the terminal that it takes.
  int width() {
    return width;
  }

  boolean isText() {
    return this == STAGE || this == FACTORY || this == FILL;
  }

  String text(StageRow row) {
    return text.apply(row);
  }

  /// Largest first, unknown last; names by the alphabet.
  Comparator<StageRow> order() {
    return this == STAGE
        ? Comparator.comparing(row -> row.counts().name())
        : Comparator.comparingDouble((StageRow row) -> figure(row).orElse(-1)).reversed();
  }

  private OptionalDouble figure(StageRow row) {
    return switch (this) {
      case FPS -> row.fps();
      case OBJECT_RATE -> row.objectRate();
      case QUEUE -> decimal(row.queue());
      case AVERAGE -> row.averageMillis();
      case BELOW -> row.belowMillis();
      case DROPS -> decimal(row.drops());
      case AGE -> row.ageSeconds();
      case STAGE, FACTORY, FILL, BUFFERS, FRAMES, OBJECTS -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble decimal(OptionalLong number) {
    return number.isPresent()
        ? OptionalDouble.of((double) number.getAsLong())
        : OptionalDouble.empty();
  }
}
