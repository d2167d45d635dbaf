package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.Residence;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The cells of one link, written by the streaming thread that pushes over it (one at a time, as
/// GStreamer's stream lock has it).
public final class LinkCells {
  @SuppressWarnings("UnusedVariable") // keeps the run's memory from being freed
  private final MemorySegment held;

  private final long words;
  private final int index;
  private final LatencyWindow sinceFrame;
  private final LatencyWindow sinceTime;
  private final StageCells source;
  private StageCells destination;
  private boolean frames;
  private boolean encoded;
  private volatile @Nullable Departures departures;

  /// @param index position in the link directory
  /// @param place where the cells lie in the run's memory
  LinkCells(
      MemorySegment memory,
      int index,
      long place,
      LatencyWindow sinceFrame,
      LatencyWindow sinceTime,
      StageCells source,
      StageCells destination) {
    this.held = memory.asSlice(place, LINK_BYTES);
    this.words = words(held.address());
    this.index = index;
    this.sinceFrame = sinceFrame;
    this.sinceTime = sinceTime;
    this.source = source;
    this.destination = destination;
  }

  /// Position in the link directory.
  int index() {
    return index;
  }

  /// What the link's caps say it carries; called by its streaming thread when they change.
  ///
  /// @param frames each buffer is one video frame
  /// @param encoded the frames are encoded, so that some are key frames
  public void media(boolean frames, boolean encoded) {
    this.frames = frames;
    this.encoded = encoded;
    long base = at(words);
    int known = (int) INT.get(ALL, base + L_MEDIA);
    int now = (frames ? MEDIA_FRAMES : 0) | (frames && encoded ? MEDIA_ENCODED : 0);
    INT.setOpaque(ALL, base + L_MEDIA, known | now);
  }

  /// Whether each buffer on the link is a video frame.
  @HotPath
  public boolean carriesFrames() {
    return frames;
  }

  /// One buffer is pushed over the link, whose timestamps are its running time.
  @HotPath
  public void buffer(long bytes, boolean key, int objects, long ptsNanos, long nowNanos) {
    buffer(bytes, key, objects, ptsNanos, ptsNanos, nowNanos);
  }

  /// Buffers are about to be pushed over the link, several as one list; each is counted besides.
  @HotPath
  public void arrive(int buffers) {
    destination.arrive(buffers);
  }

  /// One buffer is pushed over the link.
  ///
  /// @param key the buffer does not depend on another one
  /// @param objects detected objects attached to it
  /// @param runningNanos what stages know the buffer again by: its timestamp as running time, which
  ///   elements keep that move timestamps; negative: none
  @HotPath
  public void buffer(
      long bytes, boolean key, int objects, long ptsNanos, long runningNanos, long nowNanos) {
    long base = at(words);
    if (frames) {
      addOpaque(base + L_FRAMES, 1);
      if (encoded && key) {
        addOpaque(base + L_KEYFRAMES, 1);
      }
    }
    if (objects > 0) {
      addOpaque(base + L_OBJECTS, objects);
    }
    headers(bytes, ptsNanos, runningNanos, nowNanos);
  }

  /// A buffer that is no frame, whatever the link carries: headers of the stream alone.
  @HotPath
  public void headers(long bytes, long ptsNanos, long runningNanos, long nowNanos) {
    long base = at(words);
    addOpaque(base + L_BUFFERS, 1);
    addOpaque(base + L_BYTES, bytes);
    LONG.setOpaque(ALL, base + L_LAST_NANOS, nowNanos);
    LONG.setOpaque(ALL, base + L_LAST_PTS, ptsNanos);
    long residence = source.leave(runningNanos, nowNanos);
    if (residence >= 0) {
      sample(residence);
    }
    Departures begins = departures;
    if (begins != null) {
      begins.leave(runningNanos, nowNanos);
    }
    destination.enter(runningNanos, nowNanos);
  }

  /// Where to remember when buffers leave, while the link is one on which their way begins; null
  /// while it is not. Called by the thread that rebuilds the topology.
  public void departures(@Nullable Departures begins) {
    departures = begins;
  }

  /// A stream begins on the link, maybe at a running time that was before; called by its streaming
  /// thread.
  public void streamBegins() {
    forgetDepartures();
  }

  /// The end of the stream is pushed over the link; called by its streaming thread.
  public void end() {
    source.endLeaves();
    destination.endEnters();
  }

  /// A flush goes over the link, the second half of it; nothing else flows.
  public void flushed() {
    forgetDepartures();
    destination.flushed();
  }

  private void forgetDepartures() {
    Departures begins = departures;
    if (begins != null) {
      begins.forget();
    }
  }

  /// A buffer list is pushed over the link; its buffers are counted one by one besides.
  @HotPath
  public void batch() {
    addOpaque(at(words) + L_BATCHES, 1);
  }

  /// Buffers pushed over the link so far, whatever the media; any thread.
  public long bufferCount() {
    return getOpaque(ALL, at(words) + L_BUFFERS);
  }

  /// Frames pushed over the link so far; for the link's own thread.
  @HotPath
  public long frameCount() {
    return (long) LONG.get(ALL, at(words) + L_FRAMES);
  }

  private void sample(long nanos) {
    long base = at(words);
    long writing = (long) LONG.get(ALL, base + L_WRITING);
    LONG.setVolatile(ALL, base + L_WRITING, writing + 1);
    sinceFrame.add(index, nanos);
    sinceTime.add(index, nanos);
    addOpaque(base + L_SUM_NANOS, nanos);
    addOpaque(base + L_BUCKETS + 8L * Residence.bucket(nanos), 1);
    addOpaque(base + L_NATIVE_BUCKETS + 8L * NativeBuckets.of(nanos), 1);
    LONG.setRelease(ALL, base + L_WRITING, writing + 2);
  }
}
