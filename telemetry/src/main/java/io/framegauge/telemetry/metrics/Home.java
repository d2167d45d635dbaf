package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.HistogramCells;
import io.framegauge.telemetry.counter.SeriesCell;
import io.framegauge.telemetry.counter.SeriesDirectory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a family lives in the telemetry memory.
///
/// @param place in the directory; empty when no more families fit, then nothing is kept
/// @param maxSeries series that it may have at once
record Home(Declaration declaration, SeriesDirectory directory, OptionalInt place, int maxSeries) {

  /// Series of one cell that go on for ever.
  SeriesTable.Places<SeriesCell> levels() {
    return new OneCell(false);
  }

  /// Series of one cell that count.
  SeriesTable.Places<SeriesCell> counts() {
    return new OneCell(true);
  }

  private final class OneCell implements SeriesTable.Places<SeriesCell> {
    private final boolean counts;

    OneCell(boolean counts) {
      this.counts = counts;
    }

    @Override
    public Optional<SeriesCell> enter(int family, List<String> labelValues) {
      return directory.series(family, labelValues);
    }

    @Override
    public void delete(SeriesCell cell) {
      directory.delete(cell);
    }

    @Override
    public void restart(SeriesCell cell) {
      if (counts) {
        directory.restart(cell);
      }
    }
  }

  /// Series of a histogram.
  SeriesTable.Places<HistogramCells> distributions() {
    return new SeriesTable.Places<>() {
      @Override
      public Optional<HistogramCells> enter(int family, List<String> labelValues) {
        return directory.histogram(family, labelValues);
      }

      @Override
      public void delete(HistogramCells cells) {
        directory.delete(cells);
      }

      @Override
      public void restart(HistogramCells cells) {
        directory.restart(cells);
      }
    };
  }
}
