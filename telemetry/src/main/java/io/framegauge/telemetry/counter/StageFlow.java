package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.foreign.MemorySegment;

/// How many buffers went into a stage and how many came out, over all its links, also those that
/// are gone. For samplers, any thread.
public final class StageFlow {
  private static final int ATTEMPTS = 100;

  private final MemorySegment memory;
  private final Limits limits;
  private final int stage;

  StageFlow(MemorySegment memory, Limits limits, int stage) {
    this.memory = memory;
    this.limits = limits;
    this.stage = stage;
  }

  /// Buffers that were pushed into the stage so far.
  public long in() {
    return sum(L_DESTINATION);
  }

  /// Buffers that the stage pushed so far.
  public long out() {
    return sum(L_SOURCE);
  }

  /// Whether the newest buffer that was pushed into the stage, or out of a source, has a timestamp.
  public boolean timed() {
    return timed(L_DESTINATION) || timed(L_SOURCE);
  }

  private boolean timed(int end) {
    for (int link = 0; link < limits.maxLinks(); link++) {
      long base = linksOffset(limits) + (long) link * LINK_BYTES;
      int state = (int) INT.getAcquire(memory, base + L_STATE);
      if (state == FREE) {
        break;
      }
      if (state == USED
          && (int) INT.getOpaque(memory, base + end) == stage
          && getOpaque(memory, base + L_LAST_NANOS) != 0
          && getOpaque(memory, base + L_LAST_PTS) >= 0) {
        return true;
      }
    }
    return false;
  }

  private long sum(int end) {
    for (int i = 0; ; i++) {
      long moves = Moves.awaitEnd(memory);
      long sum = sumNow(end);
      if (i == ATTEMPTS || Moves.noneSince(memory, moves)) {
        return sum;
      }
    }
  }

  private long sumNow(int end) {
    long sum = 0;
    for (int link = 0; link < limits.maxLinks(); link++) {
      long base = linksOffset(limits) + (long) link * LINK_BYTES;
      int state = (int) INT.getAcquire(memory, base + L_STATE);
      if (state == FREE) {
        break;
      }
      if (state == USED && (int) INT.getOpaque(memory, base + end) == stage) {
        sum += getOpaque(memory, base + L_BUFFERS);
      }
    }
    return sum;
  }
}
