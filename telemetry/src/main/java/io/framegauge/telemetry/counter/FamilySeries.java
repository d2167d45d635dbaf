package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.record.DamagedTelemetryException.unlessCut;

import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.FamilyValues.SeriesValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A family and its series at one moment, row by row, for those who read many of them often: label
/// values are read only when they are asked for. Any thread.
public final class FamilySeries {
  private final SeriesSnapshots source;
  private final SeriesColumns columns;
  private final int index;
  private final FamilyValues head;
  private final int begin;
  private final int end;

  FamilySeries(SeriesSnapshots source, SeriesColumns columns, int index, FamilyValues head) {
    this.source = source;
    this.columns = columns;
    this.index = index;
    this.head = head;
    this.begin = columns.begins[index];
    this.end = columns.begins[index + 1];
  }

  /// What the family is, without its series.
  public FamilyValues head() {
    return head;
  }

  /// How many series it has.
  public int size() {
    return end - begin;
  }

  /// The bits of a series' value, as in [SeriesValue#bits].
  public long bits(int row) {
    return columns.bits[begin + row];
  }

  /// Since when a series counts, in milliseconds since the epoch.
  public long createdMillis(int row) {
    return columns.created[begin + row];
  }

  /// Label values of a series; empty when its place has been given to another one meanwhile.
  ///
  /// @throws io.framegauge.telemetry.record.DamagedTelemetryException when they cannot be
  public Optional<List<String>> labelValues(int row) {
    int at = begin + row;
    return unlessCut(() -> source.labelValues(head, index, columns.slots[at], columns.turns[at]));
  }

  /// Which series are in which rows: as long as that is the same, so are their label values.
  public static final class Members {
    private final FamilyValues family;
    private final int[] slots;
    private final int[] turns;

    private Members(FamilySeries of) {
      this.family = of.head.withoutCounts();
      this.slots = Arrays.copyOfRange(of.columns.slots, of.begin, of.end);
      this.turns = Arrays.copyOfRange(of.columns.turns, of.begin, of.end);
    }
  }

  /// Which series it has.
  public Members members() {
    return new Members(this);
  }

  /// Whether it has these series and no others, in the same rows.
  public boolean has(Members members) {
    return Arrays.equals(columns.slots, begin, end, members.slots, 0, members.slots.length)
        && Arrays.equals(columns.turns, begin, end, members.turns, 0, members.turns.length)
        && head.withoutCounts().equals(members.family);
  }

  /// The family with its series read now, as values.
  ///
  /// @throws io.framegauge.telemetry.record.DamagedTelemetryException when they cannot be
  public FamilyValues values() {
    return unlessCut(() -> {
      List<SeriesValue> series = new ArrayList<>(size());
      for (int at = begin; at < end; at++) {
        source.series(head, index, columns.slots[at]).ifPresent(series::add);
      }
      return head.with(series);
    });
  }
}
