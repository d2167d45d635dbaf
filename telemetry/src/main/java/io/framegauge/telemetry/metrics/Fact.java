package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.SeriesCell;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One series of an [InfoFamily].
final class Fact {
  private final @Nullable SeriesCell cell;

  Fact(@Nullable SeriesCell cell) {
    this.cell = cell;
  }

  /// Whether readers are told it: it did fit.
  boolean told() {
    return cell != null;
  }

  /// What it is a handle of; only of those that are.
  SeriesCell cell() {
    return Objects.requireNonNull(cell);
  }
}
