package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Message;
import io.framegauge.adapters.transport.VideoFrame;
import io.framegauge.adapters.transport.VideoObject;
import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.OutgoingFrame;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Frames that came into a module and have not left it, by their sources and timestamps, the oldest
/// first. Any thread.
final class Arrivals {
  /// A frame that drops out on its way stays until so many of its source have come behind it.
  static final int KEPT = 512;

  /// A frame as it came.
  ///
  /// @param bytes of its picture, if they are needed
  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  record Arrival(Message message, VideoFrame frame, byte[] bytes) {}

  /// What of a frame is needed when it leaves, the more the later.
  private enum Needed {
    NOTHING,
    MESSAGE,
    PICTURE
  }

  /// @param sinks that have not had it yet
  private record Kept(Arrival arrival, int sinks) {}

  private static final byte[] LEFT_OUT = new byte[0];

  private Needed needed = Needed.NOTHING;
  private int sinks;
  private final Map<String, Map<Long, Kept>> bySource = new HashMap<>();
  private Optional<String> version = Optional.empty();

  /// A sink asks for frames when they leave; said before any comes in. Else none is kept.
  ///
  /// @param pictures whether it wants their pictures, too
  synchronized void remember(boolean pictures) {
    sinks++;
    if (needed != Needed.PICTURE) {
      needed = pictures ? Needed.PICTURE : Needed.MESSAGE;
    }
  }

  /// A frame comes in.
  synchronized void add(
      String sourceId, long ptsNanos, Message message, VideoFrame frame, byte[] picture) {
    if (needed == Needed.NOTHING) {
      return;
    }
    byte[] kept = needed == Needed.PICTURE ? picture : LEFT_OUT;
    Map<Long, Kept> byPts = bySource.computeIfAbsent(sourceId, id -> new LinkedHashMap<>());
    byPts.put(ptsNanos, new Kept(new Arrival(message, frame, kept), sinks));
    if (byPts.size() > KEPT) {
      byPts.remove(byPts.keySet().iterator().next());
    }
  }

  /// A frame leaves by a sink; empty when none has come with its timestamp.
  ///
  /// @param sourceId matters only where there are several: elements may make a source unknown
  synchronized Optional<Arrival> take(String sourceId, long ptsNanos) {
    boolean one = bySource.size() == 1;
    Map<Long, Kept> byPts = one ? bySource.values().iterator().next() : bySource.get(sourceId);
    Kept kept = byPts == null ? null : byPts.remove(ptsNanos);
    if (byPts != null && kept != null && kept.sinks > 1) {
      byPts.put(ptsNanos, new Kept(kept.arrival, kept.sinks - 1));
    }
    return Optional.ofNullable(kept).map(Kept::arrival);
  }

  /// The objects on a frame that leaves, each with what it came with as far as it is still there.
  List<VideoObject> objects(OutgoingFrame frame) {
    long pts = frame.ptsNanos() == IncomingFrame.NO_TIME ? frame.dtsNanos() : frame.ptsNanos();
    return Regions.objects(
        frame.objects(),
        take(frame.sourceId(), pts).map(arrival -> arrival.frame().objects()).orElse(List.of()));
  }

  /// The version of the library that the first message was written by.
  synchronized void learn(String peersVersion) {
    if (version.isEmpty() && !peersVersion.isEmpty()) {
      version = Optional.of(peersVersion);
    }
  }

  /// What was learned.
  synchronized Optional<String> version() {
    return version;
  }
}
