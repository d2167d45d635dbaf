package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Message;
import io.framegauge.adapters.transport.VideoFrame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Frames that came into a module and have not left it, by their timestamps, the oldest first. Any
/// thread.
final class Arrivals {
  /// A frame that drops out on its way stays until so many have come behind it.
  static final int KEPT = 512;

  /// A frame as it came.
  ///
  /// @param bytes of its picture
  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  record Arrival(Message message, VideoFrame frame, byte[] bytes) {}

  private final Map<Long, Arrival> byPts = new LinkedHashMap<>();
  private Optional<String> version = Optional.empty();

  /// A frame comes in.
  synchronized void add(long ptsNanos, Arrival arrival) {
    byPts.put(ptsNanos, arrival);
    if (byPts.size() > KEPT) {
      byPts.remove(byPts.keySet().iterator().next());
    }
  }

  /// A frame leaves; empty when none has come with its timestamp.
  synchronized Optional<Arrival> take(long ptsNanos) {
    return Optional.ofNullable(byPts.remove(ptsNanos));
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
