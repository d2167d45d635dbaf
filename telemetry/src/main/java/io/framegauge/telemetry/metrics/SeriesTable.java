package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.SeriesCell;
import io.framegauge.telemetry.counter.SeriesDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The series of one family: finds a handle by label values without a lock; creates and deletes
/// under a short one, so that memory never holds a series twice.
///
/// @param <H> the handle, [Counter] or [Gauge]
final class SeriesTable<H> {
  /// Makes a handle of a cell, or one whose writes go nowhere.
  interface HandleMaker<H> {
    H handle(@Nullable SeriesCell cell);
  }

  private record Series<H>(SeriesCell cell, H handle) {}

  private final Declaration declaration;
  private final SeriesDirectory directory;
  private final OptionalInt family;
  private final HandleMaker<H> maker;
  private final H detached;
  private final Map<List<String>, Series<H>> series = new ConcurrentHashMap<>();
  private boolean deleted;

  /// @param family place in the directory; empty when no more families fit, then nothing is kept
  SeriesTable(
      Declaration declaration,
      SeriesDirectory directory,
      OptionalInt family,
      HandleMaker<H> maker) {
    this.declaration = declaration;
    this.directory = directory;
    this.family = family;
    this.maker = maker;
    this.detached = maker.handle(null);
  }

  Declaration declaration() {
    return declaration;
  }

  /// The handle of a series, which is created with value 0 if need be; a detached one when it does
  /// not fit or the family was deleted.
  H at(String... labelValues) {
    List<String> key = key(labelValues);
    Series<H> found = series.get(key);
    return found != null ? found.handle : create(key);
  }

  Optional<H> find(String... labelValues) {
    return Optional.ofNullable(series.get(key(labelValues))).map(Series::handle);
  }

  /// Removes a series; its handles have no effect any more.
  synchronized Optional<SeriesCell> delete(String... labelValues) {
    Series<H> removed = series.remove(key(labelValues));
    if (removed == null) {
      return Optional.empty();
    }
    directory.delete(removed.cell);
    return Optional.of(removed.cell);
  }

  /// Removes all series and the family itself.
  synchronized void deleteFamily() {
    if (!deleted) {
      deleted = true;
      series.values().forEach(one -> directory.delete(one.cell));
      series.clear();
      family.ifPresent(directory::deleteFamily);
    }
  }

  private synchronized H create(List<String> key) {
    Series<H> found = series.get(key);
    if (found != null) {
      return found.handle;
    }
    if (deleted || family.isEmpty()) {
      return detached;
    }
    Optional<SeriesCell> cell = directory.series(family.getAsInt(), key);
    if (cell.isEmpty()) {
      return detached;
    }
    H handle = maker.handle(cell.get());
    series.put(key, new Series<>(cell.get(), handle));
    return handle;
  }

  private List<String> key(String... labelValues) {
    List<String> names = declaration.labelNames();
    if (labelValues.length != names.size()) {
      throw new IllegalArgumentException(
          "must be one value for each label of %s: labels=%s, values=%s"
              .formatted(declaration.name(), names, List.of(labelValues)));
    }
    String[] clean = new String[labelValues.length];
    for (int i = 0; i < clean.length; i++) {
      clean[i] = LabelText.clean(labelValues[i]);
    }
    return List.of(clean);
  }
}
