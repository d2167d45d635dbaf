package io.framegauge.pipeline.probe;

import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import java.util.Collection;
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
  private static final int STREAMS_OF_A_STAGE = 64;
  private static final int MOST_FOUND = 1024;

  /// Which series.
  private record Key(String sourceId, String stageName) {}

  private final CounterFamily family;

  /// The source of a stream by the id of the stream, the newest of each stage that is there.
  private final Map<String, Map<String, String>> streams = new HashMap<>();

  private final Set<Key> series = new HashSet<>();
  private final Map<Key, Long> kept = new LinkedHashMap<>(); // the oldest first
  private volatile int version;

  /// Counts into a family with the labels `source_id` and `stage_name`.
  public SourceCounts(CounterFamily family) {
    this.family = family;
  }

  /// A stage is there, perhaps again: then its series go on.
  public synchronized void enter(String stageName) {
    streams.putIfAbsent(stageName, new LinkedHashMap<>());
    version++;
  }

  /// A stream leaves a source.
  public synchronized void begins(SourceName source, String streamId) {
    Map<String, String> known = streams.get(source.stageName());
    if (known == null || known.put(streamId, source.sourceId(streamId)) != null) {
      return;
    }
    version++;
    if (known.size() > STREAMS_OF_A_STAGE) {
      removeSeries("", Set.of(known.remove(known.keySet().iterator().next())));
    }
  }

  /// The stage is gone: its series go too, and if it was a source, those of that source everywhere.
  /// For some thousands of series it is remembered what they had counted.
  public synchronized void remove(String stageName) {
    Map<String, String> gone = streams.remove(stageName);
    if (gone != null) {
      removeSeries(stageName, gone.values());
      version++;
    }
  }

  private void removeSeries(String stageName, Collection<String> gone) {
    Set<String> ids = new HashSet<>(gone);
    streams.values().forEach(of -> ids.removeAll(of.values()));
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
    if (sourceId == null || !streams.containsKey(stageName)) {
      return null;
    }
    Counter counter = family.labels(sourceId, stageName);
    Key key = new Key(sourceId, stageName);
    if (series.add(key)) {
      Long before = kept.remove(key);
      counter.inc(before == null ? 0 : before);
    }
    return counter;
  }

  /// The id of the one source whose stream this is; empty when there is none, or more than one.
  public synchronized Optional<String> sourceId(String streamId) {
    return Optional.ofNullable(sourceOf(streamId));
  }

  /// The one source whose stream this is; null when there is none, or more than one.
  private @Nullable String sourceOf(String streamId) {
    String found = null;
    for (Map<String, String> known : streams.values()) {
      for (Map.Entry<String, String> stream : known.entrySet()) {
        if (isPart(streamId, stream.getKey())) {
          if (found != null && !found.equals(stream.getValue())) {
            return null;
          }
          found = stream.getValue();
        }
      }
    }
    return found;
  }

  private static boolean isPart(String streamId, String of) {
    return !of.isEmpty()
        && streamId.startsWith(of)
        && (streamId.length() == of.length() || streamId.charAt(of.length()) == '/');
  }

  /// Counts for one link.
  public static final class OfLink {
    private final SourceCounts all;
    private final @Nullable SourceName source;
    private final String destination;
    private String streamId = "";
    private int seen = -1; // the version for which the counters are right
    private int latest = -1; // the version for which those found are right
    private @Nullable Counter left;
    private @Nullable Counter entered;

    /// What was found for the streams that take turns on the link, since sources have changed.
    private final Map<String, Optional<Counter>> found = new HashMap<>();

    private OfLink(SourceCounts all, Optional<SourceName> source, String destination) {
      this.all = all;
      this.source = source.orElse(null);
      this.destination = destination;
    }

    /// A stream begins on the link, or goes on; by the link's thread.
    void stream(String id) {
      if (!id.equals(streamId)) {
        streamId = id;
        Optional<Counter> before = latest == all.version ? found.get(id) : null;
        if (before == null) {
          seen = -1;
        } else {
          seen = latest;
          entered = before.orElse(null);
        }
      }
      if (source != null) {
        all.begins(source, id);
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
      }
    }

    private @Nullable String own(SourceName of) {
      all.begins(of, streamId);
      return all.streams.getOrDefault(of.stageName(), Map.of()).get(streamId);
    }

    private void resolve() {
      synchronized (all) {
        String from = source == null ? all.sourceOf(streamId) : own(source);
        if (latest != all.version || found.size() == MOST_FOUND) {
          found.clear();
          latest = all.version;
        }
        seen = latest;
        left = source == null ? null : all.counter(from, source.stageName());
        entered = all.counter(from, destination);
        if (source == null) {
          found.put(streamId, Optional.ofNullable(entered));
        }
      }
    }
  }
}
