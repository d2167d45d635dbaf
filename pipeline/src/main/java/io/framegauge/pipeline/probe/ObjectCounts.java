package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The series of `framegauge_stage_objects_total`: one for each stage and label seen.
///
/// A link's thread keeps the cells it has used in a table of its own; only a label that is new to
/// it takes the lock, and allocates.
public final class ObjectCounts {
  private static final int KEPT = 256;

  private final CounterFamily family;
  private final Map<String, Set<String>> labels = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Long>> kept = new LinkedHashMap<>();

  /// Counts into a family with the labels `stage_name` and `object_label`.
  public ObjectCounts(CounterFamily family) {
    this.family = family;
  }

  /// The counts of what enters a stage, for one link's thread.
  OfLink ofLink(String stageName) {
    return new OfLink(this, stageName);
  }

  private Counter counter(String stageName, String label) {
    labels.computeIfAbsent(stageName, stage -> ConcurrentHashMap.newKeySet()).add(label);
    return family.labels(stageName, label);
  }

  /// The stage is gone: its series go too. For some hundreds of stages it is remembered what they
  /// had counted.
  public synchronized void remove(String stageName) {
    Map<String, Long> counts = new HashMap<>();
    Set<String> known = labels.remove(stageName);
    for (String label : known == null ? Set.<String>of() : known) {
      family.delete(stageName, label).ifPresent(count -> counts.put(label, count));
    }
    if (!counts.isEmpty()) {
      kept.put(stageName, counts);
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
  }

  /// The stage is back: its series go on.
  public synchronized void restore(String stageName) {
    Map<String, Long> counts = kept.remove(stageName);
    if (counts != null) {
      counts.forEach((label, count) -> counter(stageName, label).inc(count));
    }
  }

  /// Counts for one link.
  static final class OfLink {
    private final ObjectCounts all;
    private final String stageName;
    private int[] quarks = new int[16]; // open addressing; a place without a counter is free
    private @Nullable Counter[] known = new Counter[16];
    private int used;

    private OfLink(ObjectCounts all, String stageName) {
      this.all = all;
      this.stageName = stageName;
    }

    @HotPath
    void add(int quark) {
      Counter counter = known[place(quark)];
      (counter == null ? learn(quark) : counter).inc();
    }

    /// Where a quark is, or would be.
    @HotPath
    private int place(int quark) {
      int mask = known.length - 1;
      int place = quark & mask; // quarks are numbered one by one
      while (known[place] != null && quarks[place] != quark) {
        place = (place + 1) & mask;
      }
      return place;
    }

    private Counter learn(int quark) {
      if (2 * ++used > known.length) {
        grow();
      }
      Counter counter = all.counter(stageName, Quarks.text(quark));
      put(quark, counter);
      return counter;
    }

    private void put(int quark, Counter counter) {
      int place = place(quark);
      quarks[place] = quark;
      known[place] = counter;
    }

    private void grow() {
      int[] oldQuarks = quarks;
      @Nullable Counter[] old = known;
      quarks = new int[2 * old.length];
      known = new Counter[2 * old.length];
      for (int i = 0; i < old.length; i++) {
        Counter counter = old[i];
        if (counter != null) {
          put(oldQuarks[i], counter);
        }
      }
    }
  }
}
