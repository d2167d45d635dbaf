package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.counter.SeriesCell;
import io.framegauge.telemetry.counter.SeriesDirectory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The series of `framegauge_stage_objects_total`: one for each stage and label seen.
///
/// A link's thread keeps the cells it has used in an array of its own; only a label that is new to
/// it takes the lock, and allocates.
public final class ObjectCounts {
  private final SeriesDirectory series;
  private final int family;
  private final Map<List<String>, Optional<SeriesCell>> cells = new HashMap<>();

  /// Counts into a family with the labels `stage_name` and `object_label`.
  public ObjectCounts(SeriesDirectory series, int family) {
    this.series = series;
    this.family = family;
  }

  /// The counts of what enters a stage, for one link's thread.
  OfLink ofLink(String stageName) {
    return new OfLink(stageName);
  }

  private synchronized Optional<SeriesCell> cell(String stageName, String label) {
    return cells.computeIfAbsent(
        List.of(stageName, label), values -> series.series(family, values));
  }

  /// Counts for one link.
  final class OfLink {
    private final String stageName;
    private int[] quarks = new int[16];
    private @Nullable SeriesCell[] known = new SeriesCell[16];
    private int used;

    private OfLink(String stageName) {
      this.stageName = stageName;
    }

    @HotPath
    void add(int quark) {
      for (int i = 0; i < used; i++) {
        if (quarks[i] == quark) {
          count(known[i]);
          return;
        }
      }
      count(learn(quark));
    }

    private static void count(@Nullable SeriesCell cell) {
      if (cell != null) {
        cell.getAndAdd(1);
      }
    }

    private @Nullable SeriesCell learn(int quark) {
      if (used == quarks.length) {
        quarks = Arrays.copyOf(quarks, 2 * used);
        known = Arrays.copyOf(known, 2 * used);
      }
      quarks[used] = quark;
      known[used] = cell(stageName, Quarks.text(quark)).orElse(null);
      return known[used++];
    }
  }
}
