package io.framegauge.pipeline.probe;

import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The series of `framegauge_source_frames_total`: frames by the source that they come from, one
/// for each stage where that is known.
///
/// Every stream that leaves a source has an id (of its STREAM_START event), which elements hand on,
/// perhaps with more behind a slash, and which a funnel or a selector tells anew whenever the
/// stream changes. Behind an element that makes one stream of several the source is not known, nor
/// is it when several sources have streams of the same id: then nothing is counted.
///
/// Any thread; a link's thread takes the lock only when streams or sources have changed.
public final class SourceCounts {
  private static final int KEPT = 4096;

  /// Which series.
  private record Key(String sourceId, String stageName) {}

  private final CounterFamily family;
  private final Map<String, Set<String>> sourceIds = new HashMap<>(); // by stage; of all stages
  private final Set<OfLink> origins = new HashSet<>(); // links on which sources' streams begin
  private final Set<Key> series = new HashSet<>();
  private final Map<Key, Long> kept = new LinkedHashMap<>(); // the oldest first
  private volatile int version;

  /// Counts into a family with the labels `source_id` and `stage_name`.
  public SourceCounts(CounterFamily family) {
    this.family = family;
  }

  /// A stage is there, perhaps again: then its series go on.
  public synchronized void enter(String stageName) {
    sourceIds.putIfAbsent(stageName, new HashSet<>());
    version++;
  }

  /// The stage is gone: its series go too, and if it was a source, those of that source everywhere.
  /// For some thousands of series it is remembered what they had counted.
  public synchronized void remove(String stageName) {
    Set<String> gone = sourceIds.remove(stageName);
    origins.removeIf(link -> link.beginsAt(stageName));
    if (gone != null) {
      removeSeries(stageName, gone);
      version++;
    }
  }

  private void removeSeries(String stageName, Set<String> gone) {
    Set<String> ids = new HashSet<>(gone);
    sourceIds.values().forEach(ids::removeAll);
    for (Iterator<Key> all = series.iterator(); all.hasNext(); ) {
      Key key = all.next();
      if (key.stageName().equals(stageName) || ids.contains(key.sourceId())) {
        all.remove();
        family.delete(key.sourceId(), key.stageName()).ifPresent(count -> kept.put(key, count));
      }
    }
    while (kept.size() > KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
  }

  /// The counts of a link, for its thread.
  ///
  /// @param source where the link begins, if that is a source
  /// @param destination name of the stage where it ends
  public OfLink ofLink(Optional<SourceName> source, String destination) {
    return new OfLink(this, source, destination);
  }

  /// The counter of a series; null when the stage is gone or the source is not known.
  private @Nullable Counter counter(@Nullable String sourceId, String stageName) {
    if (sourceId == null || !sourceIds.containsKey(stageName)) {
      return null;
    }
    Key key = new Key(sourceId, stageName);
    Counter counter = family.labels(sourceId, stageName);
    if (series.add(key)) {
      Long before = kept.remove(key);
      counter.inc(before == null ? 0 : before);
    }
    return counter;
  }

  private synchronized void begins(OfLink link, SourceName source, String sourceId) {
    Set<String> ids = sourceIds.get(source.stageName());
    if (ids != null && !link.ended) {
      origins.add(link);
      ids.add(sourceId);
      version++;
    }
  }

  /// The one source whose stream this is; null when there is none, or more than one.
  private @Nullable String sourceOf(String streamId) {
    String found = null;
    for (OfLink origin : origins) {
      if (origin.isStream(streamId)) {
        if (found != null && !found.equals(origin.sourceId)) {
          return null;
        }
        found = origin.sourceId;
      }
    }
    return found;
  }

  /// Counts for one link.
  public static final class OfLink {
    private final SourceCounts all;
    private final @Nullable SourceName source;
    private final String destination;
    private String streamId = "";
    private @Nullable String sourceId;
    private boolean ended;
    private int seen = -1;
    private @Nullable Counter left;
    private @Nullable Counter entered;
    private long waiting; // frames of this stream whose source is not known yet

    private OfLink(SourceCounts all, Optional<SourceName> source, String destination) {
      this.all = all;
      this.source = source.orElse(null);
      this.destination = destination;
    }

    private boolean beginsAt(String stageName) {
      return source != null && source.stageName().equals(stageName);
    }

    private boolean isStream(String id) {
      return !streamId.isEmpty() && (id.equals(streamId) || id.startsWith(streamId.concat("/")));
    }

    /// A stream begins on the link, or the same one again; by the link's thread.
    void stream(String id) {
      synchronized (all) {
        if (!id.equals(streamId)) {
          waiting = 0;
        }
        streamId = id;
        seen = -1;
        if (source != null) {
          String of = source.sourceId(id);
          sourceId = of;
          all.begins(this, source, of);
        }
      }
    }

    /// A frame is on the link; by the link's thread.
    @HotPath
    void frame() {
      if (seen != all.version) {
        resolve();
      }
      if (left != null) {
        left.inc();
      }
      if (entered != null) {
        entered.inc();
      } else {
        waiting++;
      }
    }

    private void resolve() {
      if (source != null && sourceId == null) {
        stream(streamId); // a source that tells no stream
      }
      synchronized (all) {
        seen = all.version;
        String of = ended ? null : source == null ? all.sourceOf(streamId) : sourceId;
        left = source == null ? null : all.counter(of, source.stageName());
        entered = all.counter(of, destination);
        if (entered != null && waiting > 0) {
          entered.inc(waiting);
          waiting = 0;
        }
      }
    }

    /// The link leads there no more; what may still come is not counted.
    void end() {
      synchronized (all) {
        ended = true;
        if (all.origins.remove(this)) {
          all.version++;
        }
      }
    }
  }
}
