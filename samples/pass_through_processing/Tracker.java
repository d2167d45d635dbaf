import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.FrameObject;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.GaugeFamily;
import io.framegauge.telemetry.record.StatRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Says what the detector's objects are and which is which, and counts frames.
///
/// An object gets the number of the object on an earlier frame that it overlaps most, else a new
/// one. An object that has not been seen for some frames is forgotten.
public final class Tracker implements Plugin {
  private final String label;
  private final double overlap;
  private final int patience;
  private List<Track> tracks = List.of();
  private int lastId;
  private CounterFamily framesPerSource;
  private GaugeFamily totalQueueLength;
  private History history;

  /// @param label what every object is called
  /// @param overlap how much of two boxes has to be common, above 0 and up to 1
  /// @param patience for how many frames an object may be out of sight
  public Tracker(String label, double overlap, int patience) {
    if (!(overlap > 0 && overlap <= 1)) {
      throw new IllegalArgumentException("must be > 0 and <= 1: overlap=" + overlap);
    }
    if (patience < 0) {
      throw new IllegalArgumentException("must be >= 0: patience=" + patience);
    }
    this.label = label;
    this.overlap = overlap;
    this.patience = patience;
  }

  @Override
  public void start(PluginContext context) {
    framesPerSource =
        context
            .families()
            .counterFamily(
                "frames_per_source", "Number of processed frames per source.", "", "source_id");
    totalQueueLength =
        context
            .families()
            .gaugeFamily("total_queue_length", "Total queue length of all stages.", "");
    history = context.history();
  }

  @Override
  public void frame(Frame frame) {
    framesPerSource.inc(1, frame.sourceId());
    totalQueueLength.set(queueLength());
    track(frame.objects());
  }

  @Override
  public void sourceEnd(String sourceId) {
    tracks = List.of();
  }

  private long queueLength() {
    return history.latest(1, Long.MAX_VALUE).records().stream()
        .map(StatRecord::stageStats)
        .flatMap(List::stream)
        .mapToLong(stage -> stage.queueLength().orElse(0))
        .sum();
  }

  private void track(List<FrameObject> objects) {
    List<Track> seen = new ArrayList<>();
    Set<FrameObject> known = new HashSet<>();
    Set<Track> taken = new HashSet<>();
    for (Pair pair : pairs(objects)) {
      if (!known.contains(pair.object) && taken.add(pair.track)) {
        known.add(pair.object);
        seen.add(Track.of(pair.object, pair.track.id));
      }
    }
    objects.stream()
        .filter(object -> !known.contains(object))
        .sorted(Comparator.comparingInt(FrameObject::x).thenComparingInt(FrameObject::y))
        .forEach(object -> seen.add(Track.of(object, newId())));
    for (FrameObject object : objects) {
      object.label(label);
    }
    tracks.stream()
        .filter(track -> !taken.contains(track) && track.unseen < patience)
        .forEach(track -> seen.add(track.missed()));
    tracks = seen;
  }

  /// Every object with every track that it overlaps enough, the best pairs first.
  private List<Pair> pairs(List<FrameObject> objects) {
    List<Pair> pairs = new ArrayList<>();
    for (FrameObject object : objects) {
      for (Track track : tracks) {
        double common = track.overlap(object);
        if (common >= overlap) {
          pairs.add(new Pair(object, track, common));
        }
      }
    }
    pairs.sort(
        Comparator.comparingDouble(Pair::common)
            .reversed()
            .thenComparingInt(pair -> pair.track.id)
            .thenComparingInt(pair -> pair.object.x())
            .thenComparingInt(pair -> pair.object.y()));
    return pairs;
  }

  private int newId() {
    lastId = lastId == Integer.MAX_VALUE ? 1 : lastId + 1;
    return lastId;
  }

  private record Pair(FrameObject object, Track track, double common) {}

  /// Where an object was last seen, and how many frames ago.
  private record Track(int id, int x, int y, int width, int height, int unseen) {
    static Track of(FrameObject object, int id) {
      object.trackId(id);
      return new Track(id, object.x(), object.y(), object.width(), object.height(), 0);
    }

    Track missed() {
      return new Track(id, x, y, width, height, unseen + 1);
    }

    /// The common part of two boxes, from 0 (none) to 1 (the same box).
    double overlap(FrameObject o) {
      long wide = Math.min(x + width, o.x() + o.width()) - Math.max(x, o.x());
      long high = Math.min(y + height, o.y() + o.height()) - Math.max(y, o.y());
      double common = wide > 0 && high > 0 ? wide * high : 0;
      return common / ((double) width * height + (double) o.width() * o.height() - common);
    }
  }
}
