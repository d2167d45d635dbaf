package io.framegauge.adapters.top;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The order of the rows.
///
/// @param column what they are sorted by; empty for the order of the pipeline
/// @param reversed the other way round, but the unknown stays last
record Order(Optional<Column> column, boolean reversed) {
  static final Order PIPELINE = new Order(Optional.empty(), false);

  /// The order after a column was chosen: a second time turns it round.
  Order by(Column chosen) {
    boolean again = column.equals(Optional.of(chosen));
    return new Order(Optional.of(chosen), again && !reversed);
  }

  List<StageRow> sorted(List<StageRow> rows) {
    return column.map(by -> sorted(rows, by)).orElse(rows);
  }

  private List<StageRow> sorted(List<StageRow> rows, Column by) {
    Comparator<StageRow> order = reversed ? by.order().reversed() : by.order();
    Comparator<StageRow> unknownLast =
        Comparator.comparing(row -> by.text(row).equals(Figures.UNKNOWN));
    return rows.stream().sorted(unknownLast.thenComparing(order)).toList();
  }

  /// For people.
  String words() {
    return column
        .map(by -> "sorted by " + by.header() + (reversed ? ", turned round" : ""))
        .orElse("in the order of the pipeline");
  }
}
