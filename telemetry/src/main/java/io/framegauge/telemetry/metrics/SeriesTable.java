package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.SeriesDirectory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
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

  /// Makes handles, and tells what they are handles of.
  ///
  /// @param of cells, or nothing: its writes go nowhere
  record Handles<C, H>(HandleMaker<C, H> of, Function<H, C> cells) {}

  /// Makes a handle of cells, or one whose writes go nowhere.
  interface HandleMaker<C, H> {
    H handle(@Nullable C cells);
  }

  private final Declaration declaration;
  private final SeriesDirectory directory;
  private final OptionalInt family;
  private final Places<C> places;
  private final Handles<C, H> handles;
  private final int maxSeries;
  private final H detached;
  private volatile LabelTable<H> series;
  private boolean deleted;

  /// @param home where the family is
  SeriesTable(Home home, Places<C> places, Handles<C, H> handles) {
    this.declaration = home.declaration();
    this.directory = home.directory();
    this.family = home.place();
    this.places = places;
    this.handles = handles;
    this.maxSeries = home.maxSeries();
    this.detached = handles.of.handle(null);
    this.series = new LabelTable<>(declaration.labelNames().size());
  }

  Declaration declaration() {
    return declaration;
  }

  /// The handle of a series, which is created with value 0 if need be; a detached one when it does
  /// not fit or the family was deleted.
  H at(String... labelValues) {
    H found = series.find(labelValues); // what is not clean is never found
    if (found != null) {
      return found;
    }
    // A copy of what the caller's call made: while that goes nowhere, the compiler leaves it out.
    String[] copy = new String[labelValues.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = labelValues[i];
    }
    return create(declaration.seriesKey(copy));
  }

  Optional<H> find(String... labelValues) {
    H found = series.find(labelValues);
    return found != null
        ? Optional.of(found)
        : Optional.ofNullable(series.find(declaration.seriesKey(labelValues)));
  }

  /// Removes a series; its handles have no effect any more.
  synchronized Optional<C> delete(String... labelValues) {
    String[] key = declaration.seriesKey(labelValues);
    H removed = series.find(key);
    if (removed == null) {
      return Optional.empty();
    }
    series.remove(key);
    C cells = handles.cells.apply(removed);
    places.delete(cells);
    return Optional.of(cells);
  }

  /// Removes all series and the family itself.
  synchronized void deleteFamily() {
    if (!deleted) {
      deleted = true;
      series.forEach((labelValues, handle) -> places.delete(handles.cells.apply(handle)));
      series = new LabelTable<>(declaration.labelNames().size());
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
        .ifPresent(label ->
            series.forEach((labelValues, handle) -> {
              if (labelValues[label].equals(value)) {
                delete(labelValues);
              }
            }));
  }

  /// Lets all series count from 0 again, if they count.
  synchronized void restart() {
    series.forEach((labelValues, handle) -> places.restart(handles.cells.apply(handle)));
  }

  private synchronized H create(String... key) {
    H found = series.find(key);
    if (found != null) {
      return found;
    }
    if (deleted || family.isEmpty()) {
      return detached;
    }
    if (series.size() >= maxSeries) {
      directory.refused(family.getAsInt());
      return detached;
    }
    Optional<C> cells = places.enter(family.getAsInt(), List.of(key));
    if (cells.isEmpty()) {
      return detached;
    }
    H handle = handles.of.handle(cells.get());
    LabelTable<H> table = series.roomFor();
    table.put(handle, key);
    series = table;
    return handle;
  }
}
