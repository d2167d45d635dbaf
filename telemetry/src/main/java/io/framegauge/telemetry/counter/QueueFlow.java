package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Follows the level of a queue buffer by buffer, by what goes in and what comes out, so that no
/// burst between two samples is missed.
///
/// Only for a queue that puts out what it took in, one thread pushing in and one pushing out: not
/// while it leaks, because nobody tells of a leak in time. A buffer between the queue and a probe
/// makes the level at most one too high. One that waits before a queue which is full of buffers is
/// not counted; before one which is full of bytes or stream time it is.
public final class QueueFlow {
  private static final VarHandle IN;
  private static final VarHandle TAKEN;
  private static final VarHandle OUT;

  static {
    try {
      MethodHandles.Lookup here = MethodHandles.lookup();
      IN = here.findVarHandle(QueueFlow.class, "in", long.class);
      TAKEN = here.findVarHandle(QueueFlow.class, "taken", long.class);
      OUT = here.findVarHandle(QueueFlow.class, "out", long.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static final int UNDER_WAY = 2;
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final long base;
  private long in;

  @SuppressWarnings("unused") // but by its handle
  private long taken; // of those in, without the ones that wait for room

  private long out;
  private volatile long lost; // went in and are neither inside nor out; less: were inside before
  private volatile boolean followed;
  private long leastSaid;
  private long patientSince;

  /// @param base address of the stage's entry
  QueueFlow(long base) {
    this.base = base;
  }

  /// Buffers are about to be pushed into the queue, several as one list; by the pushing thread.
  @HotPath
  void arrive(int buffers) {
    long found = in - (long) OUT.getOpaque(this) - lost;
    long limit = limit();
    boolean room = limit == 0 || found < limit;
    IN.setOpaque(this, in + buffers);
    TAKEN.setOpaque(this, room ? in : in - buffers);
    if (followed) {
      long bounded = bounded(found, limit);
      see(S_LEVEL_ENTERING, bounded, room ? bounded + buffers : bounded);
    }
  }

  /// A buffer is being pushed out of the queue; by the pushing thread.
  @HotPath
  void leave() {
    if (followed) {
      long before = bounded((long) TAKEN.getOpaque(this) - out - lost, limit());
      see(S_LEVEL_LEAVING, before - 1, before);
    }
    OUT.setOpaque(this, out + 1);
  }

  private long limit() {
    return getOpaque(ALL, base + S_LIMIT_BUFFERS);
  }

  /// Above the limit there may be a list, or a buffer that has come out and was not seen yet.
  private static long bounded(long level, long limit) {
    return limit > 0 && level > limit ? Math.max(limit, level - 1) : level;
  }

  private void see(int part, long fewest, long most) {
    LevelRange.see(ALL, base, part, Math.max(0, fewest), Math.max(0, most));
  }

  /// Buffers that have come out so far; to be asked for before a look at the queue.
  public long out() {
    return (long) OUT.getOpaque(this);
  }

  /// The queue was looked at. What the look says about buffers that got lost is at least the truth,
  /// because some may have been on their way; so the least that was said is nearest to it. When
  /// more is said for a second than can be on its way, it was lost. One thread at a time.
  ///
  /// @param level buffers inside
  /// @param outBefore what [#out] told before the look
  public void looked(long level, long outBefore, long nowNanos) {
    long said = (long) IN.getOpaque(this) - outBefore - level;
    if (!followed || said < lost) {
      lost = said;
    }
    followed = true;
    leastSaid = Math.min(leastSaid, said);
    if (nowNanos - patientSince >= PATIENCE_NANOS) {
      if (leastSaid > lost + UNDER_WAY) {
        lost = leastSaid;
      }
      leastSaid = said;
      patientSince = nowNanos;
    }
  }

  /// What was inside is gone; while neither of the threads pushes.
  public void emptied() {
    lost = (long) IN.getOpaque(this) - (long) OUT.getOpaque(this);
  }

  /// What went in does not tell the level any more, until the queue is looked at again.
  public void unknown() {
    followed = false;
  }
}
