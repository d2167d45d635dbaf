package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.SeriesDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The series of one family: finds a handle by label values without a lock; creates and deletes
/// under a short one, so that memory never holds a series twice.
///
/// @param <C> what a series is in memory: one cell, or the cells of a histogram
/// @param <H> the handle
final class SeriesTable<C, H> {
  /// What a family does with the memory; only for families that have a place there.
  interface Places<C> {
    /// Enters a series, if it fits.
    Optional<C> enter(int family, List<String> labelValues);

    void delete(C cells);

    /// Lets a series count from 0 again, if it counts.
    void restart(C cells);
  }

  /// Makes a handle of cells, or one whose writes go nowhere.
  interface HandleMaker<C, H> {
    H handle(@Nullable C cells);
  }

  private record Series<C, H>(C cells, H handle) {}

  private final Declaration declaration;
  private final SeriesDirectory directory;
  private final OptionalInt family;
  private final Places<C> places;
  private final HandleMaker<C, H> maker;
  private final int maxSeries;
  private final H detached;
  private final Map<List<String>, Series<C, H>> series = new ConcurrentHashMap<>();
  private boolean deleted;

  /// @param home where the family is
  SeriesTable(Home home, Places<C> places, HandleMaker<C, H> maker) {
    this.declaration = home.declaration();
    this.directory = home.directory();
    this.family = home.place();
    this.places = places;
    this.maker = maker;
    this.maxSeries = home.maxSeries();
    this.detached = maker.handle(null);
  }

  Declaration declaration() {
    return declaration;
  }

  /// The handle of a series, which is created with value 0 if need be; a detached one when it does
  /// not fit or the family was deleted.
  H at(String... labelValues) {
    List<String> key = declaration.seriesKey(labelValues);
    Series<C, H> found = series.get(key);
    return found != null ? found.handle : create(key);
  }

  Optional<H> find(String... labelValues) {
    return Optional.ofNullable(series.get(declaration.seriesKey(labelValues))).map(Series::handle);
  }

  /// Removes a series; its handles have no effect any more.
  synchronized Optional<C> delete(String... labelValues) {
    Series<C, H> removed = series.remove(declaration.seriesKey(labelValues));
    if (removed == null) {
      return Optional.empty();
    }
    places.delete(removed.cells);
    return Optional.of(removed.cells);
  }

  /// Removes all series and the family itself.
  synchronized void deleteFamily() {
    if (!deleted) {
      deleted = true;
      series.values().forEach(one -> places.delete(one.cells));
      series.clear();
      family.ifPresent(directory::deleteFamily);
    }
  }

  /// A source is gone: removes its series, if the family was declared so.
  synchronized void sourceRemoved(String sourceId) {
    String value = LabelText.clean(sourceId);
    declaration
        .policy()
        .sourceLabel()
        .map(declaration.labelNames()::indexOf)
        .ifPresent(label -> {
          for (List<String> key : new ArrayList<>(series.keySet())) {
            if (key.get(label).equals(value)) {
              delete(key.toArray(String[]::new));
            }
          }
        });
  }

  /// Lets all series count from 0 again, if they count.
  synchronized void restart() {
    series.values().forEach(one -> places.restart(one.cells));
  }

  private synchronized H create(List<String> key) {
    Series<C, H> found = series.get(key);
    if (found != null) {
      return found.handle;
    }
    if (deleted || family.isEmpty()) {
      return detached;
    }
    if (series.size() >= maxSeries) {
      directory.refused(family.getAsInt());
      return detached;
    }
    Optional<C> cells = places.enter(family.getAsInt(), key);
    if (cells.isEmpty()) {
      return detached;
    }
    H handle = maker.handle(cells.get());
    series.put(key, new Series<>(cells.get(), handle));
    return handle;
  }
}
