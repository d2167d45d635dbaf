package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.Residence;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Gives places in the memory to links and takes them back. One thread at a time.
///
/// The counts of a stage are sums over its links, so what a link has counted must outlive it. A
/// released link waits to be taken again between the same stages. When the place of one of them is
/// given to another stage, its counts are added to the rest: a link of the other stage with
/// [CounterLayout#NO_STAGE] at the far end.
final class LinkDirectory {
  private static final int NONE = -1;

  private final MemorySegment memory;
  private final Limits limits;
  private final LatencyWindow sinceFrame;
  private final LatencyWindow sinceTime;
  private final BitSet written = new BitSet(); // those that have a writer
  private int used;

  LinkDirectory(
      MemorySegment memory, Limits limits, LatencyWindow sinceFrame, LatencyWindow sinceTime) {
    this.memory = memory;
    this.limits = limits;
    this.sinceFrame = sinceFrame;
    this.sinceTime = sinceTime;
  }

  /// Empty when no more fit.
  Optional<LinkCells> enter(StageCells source, StageCells destination) {
    int link = released(source.index(), destination.index());
    if (link == NONE) {
      link = room();
      if (link == NONE) {
        return Optional.empty();
      }
      clear(base(link));
      sinceFrame.clear(link);
      sinceTime.clear(link);
      ends(link, source.index(), destination.index());
      INT.setRelease(memory, base(link) + L_STATE, USED);
    }
    written.set(link);
    return Optional.of(
        new LinkCells(memory, link, base(link), sinceFrame, sinceTime, source, destination));
  }

  private int released(int source, int destination) {
    return find(link ->
        state(link) == USED
            && !written.get(link)
            && end(link, L_SOURCE) == source
            && end(link, L_DESTINATION) == destination);
  }

  private int room() {
    int vacant = find(link -> state(link) == VACANT && !written.get(link));
    if (vacant != NONE || used == limits.maxLinks()) {
      return vacant;
    }
    return used++;
  }

  private int find(IntPredicate wanted) {
    for (int link = 0; link < used; link++) {
      if (wanted.test(link)) {
        return link;
      }
    }
    return NONE;
  }

  void release(LinkCells cells) {
    int link = cells.index();
    written.clear(link);
    if (state(link) == USED && isRest(link)) {
      Moves.begin(memory);
      settle(link);
      Moves.end(memory);
    }
  }

  /// A stage's place is given to another one: its links belong to their other ends alone. The
  /// caller tells readers that counts move.
  void forget(int stage) {
    for (int link = 0; link < used; link++) {
      int source = end(link, L_SOURCE);
      int destination = end(link, L_DESTINATION);
      if (state(link) == USED && (source == stage || destination == stage)) {
        ends(
            link,
            source == stage ? NO_STAGE : source,
            destination == stage ? NO_STAGE : destination);
        settle(link);
      }
    }
  }

  private boolean isRest(int link) {
    return end(link, L_SOURCE) == NO_STAGE || end(link, L_DESTINATION) == NO_STAGE;
  }

  /// Makes a link whose other end is gone a part of the rest, unless it still has a writer.
  private void settle(int link) {
    int source = end(link, L_SOURCE);
    int destination = end(link, L_DESTINATION);
    if (source == NO_STAGE && destination == NO_STAGE) {
      vacate(link);
    } else if (!written.get(link)) {
      int rest =
          find(other ->
              other != link
                  && state(other) == USED
                  && !written.get(other)
                  && end(other, L_SOURCE) == source
                  && end(other, L_DESTINATION) == destination);
      if (rest != NONE) {
        add(base(link), base(rest));
        vacate(link);
      }
    }
  }

  private void vacate(int link) {
    INT.setRelease(memory, base(link) + L_STATE, VACANT);
  }

  private void add(long from, long to) {
    for (int cell = L_BUFFERS; cell < L_WRITING; cell += 8) {
      move(from, to, cell);
    }
    move(from, to, L_KEYFRAMES);
    move(from, to, L_SUM_NANOS);
    for (int bucket = 0; bucket <= Residence.BOUNDS_NANOS.size(); bucket++) {
      move(from, to, L_BUCKETS + 8 * bucket);
    }
    for (int bucket = 0; bucket < NativeBuckets.COUNT; bucket++) {
      move(from, to, L_NATIVE_BUCKETS + 8 * bucket);
    }
    int media = (int) INT.get(memory, to + L_MEDIA) | (int) INT.get(memory, from + L_MEDIA);
    INT.setOpaque(memory, to + L_MEDIA, media);
    if (getOpaque(memory, from + L_LAST_NANOS) > getOpaque(memory, to + L_LAST_NANOS)) {
      LONG.setOpaque(memory, to + L_LAST_NANOS, getOpaque(memory, from + L_LAST_NANOS));
      LONG.setOpaque(memory, to + L_LAST_PTS, getOpaque(memory, from + L_LAST_PTS));
    }
  }

  private void move(long from, long to, int cell) {
    addOpaque(memory, to + cell, getOpaque(memory, from + cell));
  }

  /// Everything but `writing`, which whoever cuts records goes by.
  private void clear(long base) {
    INT.set(memory, base + L_MEDIA, 0);
    for (int cell = L_BUFFERS; cell < L_WRITING; cell += 8) {
      LONG.setOpaque(memory, base + cell, 0L);
    }
    for (int cell = L_WRITING + 8; cell < LINK_BYTES; cell += 8) {
      LONG.setOpaque(memory, base + cell, 0L);
    }
    LONG.setOpaque(memory, base + L_LAST_PTS, -1L);
  }

  private void ends(int link, int source, int destination) {
    INT.setOpaque(memory, base(link) + L_SOURCE, source);
    INT.setOpaque(memory, base(link) + L_DESTINATION, destination);
  }

  private int end(int link, int cell) {
    return (int) INT.get(memory, base(link) + cell);
  }

  private int state(int link) {
    return (int) INT.get(memory, base(link) + L_STATE);
  }

  private long base(int link) {
    return linksOffset(limits) + (long) link * LINK_BYTES;
  }
}
