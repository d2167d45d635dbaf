package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.Residence;
import java.lang.foreign.MemorySegment;

/// The cells of one link, written by the streaming thread that pushes over it (one at a time, as
/// GStreamer's stream lock has it).
///
/// Shortest and longest latency must start again with each record, so each record type has a window
/// with two banks: samples go to the bank of the current epoch; whoever cuts a record moves the
/// epoch on, sees no sample in progress (`L_WRITING` even), and then owns the other bank. This is
/// the idea of HdrHistogram's writer-reader phaser for a single writer.
public final class LinkCells {
  private static final long[] BOUNDS =
      Residence.BOUNDS_NANOS.stream().mapToLong(Long::longValue).toArray();

  /// All memory of this process, so that offsets are addresses: looking at the bounds and the life
  /// of a segment at each access would cost more than the access.
  private static final MemorySegment memory = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  @SuppressWarnings("UnusedVariable") // keeps the run's memory from being freed
  private final MemorySegment held;

  private final long base;
  private final long place;
  private final StageCells source;
  private StageCells destination;
  private boolean frames;
  private boolean encoded;

  LinkCells(MemorySegment memory, long base, StageCells source, StageCells destination) {
    this.held = memory.asSlice(base, LINK_BYTES);
    this.place = base;
    this.base = held.address();
    this.source = source;
    this.destination = destination;
  }

  /// Where the cells lie in the run's memory.
  long base() {
    return place;
  }

  /// What the link's caps say it carries; called by its streaming thread when they change.
  ///
  /// @param frames each buffer is one video frame
  /// @param encoded the frames are encoded, so that some are key frames
  public void media(boolean frames, boolean encoded) {
    this.frames = frames;
    this.encoded = encoded;
    int known = (int) INT.get(memory, base + L_MEDIA);
    int now = (frames ? MEDIA_FRAMES : 0) | (frames && encoded ? MEDIA_ENCODED : 0);
    INT.setOpaque(memory, base + L_MEDIA, known | now);
  }

  /// Whether each buffer on the link is a video frame.
  @HotPath
  public boolean carriesFrames() {
    return frames;
  }

  /// One buffer is pushed over the link.
  ///
  /// @param key the buffer does not depend on another one
  /// @param objects detected objects attached to it
  @HotPath
  public void buffer(long bytes, boolean key, int objects, long ptsNanos, long nowNanos) {
    if (frames) {
      addOpaque(memory, base + L_FRAMES, 1);
      if (encoded && key) {
        addOpaque(memory, base + L_KEYFRAMES, 1);
      }
    }
    if (objects > 0) {
      addOpaque(memory, base + L_OBJECTS, objects);
    }
    headers(bytes, ptsNanos, nowNanos);
  }

  /// A buffer that is no frame, whatever the link carries: headers of the stream alone.
  @HotPath
  public void headers(long bytes, long ptsNanos, long nowNanos) {
    addOpaque(memory, base + L_BUFFERS, 1);
    addOpaque(memory, base + L_BYTES, bytes);
    LONG.setOpaque(memory, base + L_LAST_NANOS, nowNanos);
    LONG.setOpaque(memory, base + L_LAST_PTS, ptsNanos);
    long residence = source.leave(ptsNanos, nowNanos);
    if (residence >= 0) {
      sample(residence);
    }
    destination.enter(ptsNanos, nowNanos);
  }

  /// A buffer list is pushed over the link; its buffers are counted one by one besides.
  @HotPath
  public void batch() {
    addOpaque(memory, base + L_BATCHES, 1);
  }

  /// Buffers pushed over the link so far, whatever the media; any thread.
  public long bufferCount() {
    return getOpaque(memory, base + L_BUFFERS);
  }

  /// Frames pushed over the link so far; for the link's own thread.
  @HotPath
  public long frameCount() {
    return (long) LONG.get(memory, base + L_FRAMES);
  }

  private void sample(long nanos) {
    long writing = (long) LONG.get(memory, base + L_WRITING);
    LONG.setVolatile(memory, base + L_WRITING, writing + 1);
    for (int window = 0; window < WINDOWS; window++) {
      // Volatile, like the store before it: see LatencyWindow.
      long epochOffset = base + windowOffset(window);
      long bank = bank(epochOffset, (long) LONG.getVolatile(memory, epochOffset));
      long count = (long) LONG.get(memory, bank + BANK_COUNT);
      if (count == 0 || nanos < (long) LONG.get(memory, bank + BANK_MIN)) {
        LONG.set(memory, bank + BANK_MIN, nanos);
      }
      if (nanos > (long) LONG.get(memory, bank + BANK_MAX)) {
        LONG.set(memory, bank + BANK_MAX, nanos);
      }
      LONG.set(memory, bank + BANK_SUM, (long) LONG.get(memory, bank + BANK_SUM) + nanos);
      LONG.set(memory, bank + BANK_COUNT, count + 1);
    }
    addOpaque(memory, base + L_SUM_NANOS, nanos);
    addOpaque(memory, base + L_BUCKETS + 8L * bucket(nanos), 1);
    addOpaque(memory, base + L_NATIVE_BUCKETS + 8L * NativeBuckets.of(nanos), 1);
    LONG.setRelease(memory, base + L_WRITING, writing + 2);
  }

  /// The bank of a window that samples of an epoch go to.
  static long bank(long epochOffset, long epoch) {
    return epochOffset + 8 + BANK_BYTES * (epoch & 1);
  }

  private static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  static long windowOffset(int window) {
    return L_WINDOWS + (long) window * WINDOW_BYTES;
  }
}
