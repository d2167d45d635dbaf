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
  /// @param bytes of its picture, if they are needed
  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  record Arrival(Message message, VideoFrame frame, byte[] bytes) {}

  /// What of a frame is needed when it leaves, the more the later.
  private enum Needed {
    NOTHING,
    MESSAGE,
    PICTURE
  }

  private static final byte[] LEFT_OUT = new byte[0];

  private Needed needed = Needed.NOTHING;
  private final Map<Long, Arrival> byPts = new LinkedHashMap<>();
  private Optional<String> version = Optional.empty();

  /// A sink asks for frames when they leave; said before any comes in. Else none is kept.
  ///
  /// @param pictures whether it wants their pictures, too
  synchronized void remember(boolean pictures) {
    needed = pictures ? Needed.PICTURE : Needed.MESSAGE;
  }

  /// A frame comes in.
  synchronized void add(long ptsNanos, Message message, VideoFrame frame, byte[] picture) {
    if (needed == Needed.NOTHING) {
      return;
    }
    byte[] kept = needed == Needed.PICTURE ? picture : LEFT_OUT;
    byPts.put(ptsNanos, new Arrival(message, frame, kept));
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
