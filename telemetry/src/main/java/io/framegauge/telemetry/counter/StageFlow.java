package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.foreign.MemorySegment;
import java.util.function.LongBinaryOperator;

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
    return overLinks(L_DESTINATION, this::timed) + overLinks(L_SOURCE, this::timed) > 0;
  }

  private long timed(long sum, long link) {
    boolean timed =
        getOpaque(memory, link + L_LAST_NANOS) != 0 && getOpaque(memory, link + L_LAST_PTS) >= 0;
    return timed ? sum + 1 : sum;
  }

  /// Whether the stage has pushed a buffer since the newest one was pushed into it: where a stage
  /// puts one out for each that goes in, whether the newest has come out.
  public boolean newestPassed() {
    return overLinks(L_SOURCE, this::newest) >= overLinks(L_DESTINATION, this::newest);
  }

  private long newest(long newest, long link) {
    return Math.max(newest, getOpaque(memory, link + L_LAST_NANOS));
  }

  private long sum(int end) {
    for (int i = 0; ; i++) {
      long moves = Moves.awaitEnd(memory, 0);
      long sum = overLinks(end, (all, link) -> all + getOpaque(memory, link + L_BUFFERS));
      if (i == ATTEMPTS || Moves.noneSince(memory, 0, moves)) {
        return sum;
      }
    }
  }

  /// Takes the links of the stage one after the other, from 0.
  ///
  /// @param end which end of the link is at the stage
  private long overLinks(int end, LongBinaryOperator take) {
    long taken = 0;
    for (int link = 0; link < limits.maxLinks(); link++) {
      long base = linksOffset(limits) + (long) link * LINK_BYTES;
      int state = (int) INT.getAcquire(memory, base + L_STATE);
      if (state == FREE) {
        break;
      }
      if (state == USED && (int) INT.getOpaque(memory, base + end) == stage) {
        taken = take.applyAsLong(taken, base);
      }
    }
    return taken;
  }
}
