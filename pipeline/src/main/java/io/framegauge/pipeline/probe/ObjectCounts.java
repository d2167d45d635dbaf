package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import java.util.Arrays;

/// The series of `framegauge_stage_objects_total`: one for each stage and label seen.
///
/// A link's thread keeps the cells it has used in an array of its own; only a label that is new to
/// it takes the lock, and allocates.
public final class ObjectCounts {
  private final CounterFamily family;

  /// Counts into a family with the labels `stage_name` and `object_label`.
  public ObjectCounts(CounterFamily family) {
    this.family = family;
  }

  /// The counts of what enters a stage, for one link's thread.
  OfLink ofLink(String stageName) {
    return new OfLink(family, stageName);
  }

  /// Counts for one link.
  static final class OfLink {
    private final CounterFamily family;
    private final String stageName;
    private int[] quarks = new int[16];
    private Counter[] known = new Counter[16];
    private int used;

    private OfLink(CounterFamily family, String stageName) {
      this.family = family;
      this.stageName = stageName;
    }

    @HotPath
    void add(int quark) {
      for (int i = 0; i < used; i++) {
        if (quarks[i] == quark) {
          known[i].inc();
          return;
        }
      }
      learn(quark).inc();
    }

    private Counter learn(int quark) {
      if (used == quarks.length) {
        quarks = Arrays.copyOf(quarks, 2 * used);
        known = Arrays.copyOf(known, 2 * used);
      }
      quarks[used] = quark;
      known[used] = family.labels(stageName, Quarks.text(quark));
      return known[used++];
    }
  }
}
