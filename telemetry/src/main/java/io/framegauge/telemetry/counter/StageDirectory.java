package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.StageKind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives places in the memory to stages and takes them back. One thread at a time.
///
/// A removed stage keeps its place, vacant, until the place is needed: when its name comes back, it
/// goes on counting.
final class StageDirectory {
  private static final int FIRST_CELL = S_REORDERS;

  private final MemorySegment memory;
  private final Limits limits;
  private final LinkDirectory links;
  private final List<StageCells> places = new ArrayList<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final LinkedHashMap<String, Integer> removed = new LinkedHashMap<>(); // the oldest first
  private final Deque<Integer> emptied = new ArrayDeque<>();

  StageDirectory(MemorySegment memory, Limits limits, LinkDirectory links) {
    this.memory = memory;
    this.limits = limits;
    this.links = links;
  }

  Optional<StageCells> enter(String name, String factory, StageKind kind, long nowNanos) {
    Integer before = removed.remove(name);
    if (before != null) {
      StageCells.emptied(memory, before);
      return Optional.of(put(before, factory, kind));
    }
    if (places.size() == limits.maxStages() && emptied.isEmpty() && !makeRoom()) {
      addOpaque(memory, H_STAGES_REFUSED, 1);
      return Optional.empty();
    }
    boolean fresh = places.size() < limits.maxStages();
    int index = fresh ? places.size() : emptied.remove();
    long base = base(index);
    if (!fresh) {
      LONG.setRelease(memory, base + S_SINCE_NANOS, nowNanos);
    }
    writeText(memory, base + S_NAME, NAME_BYTES, name);
    names.put(index, name);
    return Optional.of(put(index, factory, kind));
  }

  /// Empties the place of the stage that was removed longest ago, and gives its links away; false
  /// when there is none.
  boolean makeRoom() {
    if (removed.isEmpty()) {
      return false;
    }
    int index = removed.pollFirstEntry().getValue();
    long base = base(index);
    Moves.begin(memory);
    links.forget(index);
    for (long cell = base + FIRST_CELL; cell < base + S_SINCE_NANOS; cell += 8) {
      LONG.setOpaque(memory, cell, 0L);
    }
    LevelRange.forget(memory, base);
    Moves.end(memory);
    for (long cell = base + S_SINK_MEASURED; cell < base + STAGE_BYTES; cell += 8) {
      LONG.setOpaque(memory, cell, 0L);
    }
    writeText(memory, base + S_CAPS, CAPS_BYTES, "");
    emptied.add(index);
    return true;
  }

  private StageCells put(int index, String factory, StageKind kind) {
    long base = base(index);
    INT.set(memory, base + S_KIND, kind.code());
    writeText(memory, base + S_FACTORY, FACTORY_BYTES, factory);
    StageCells cells = new StageCells(memory, index);
    if (index == places.size()) {
      places.add(cells);
    } else {
      places.set(index, cells);
    }
    INT.setRelease(memory, base + S_STATE, USED);
    return cells;
  }

  void remove(StageCells stage) {
    int index = stage.index();
    if (places.get(index) == stage && !removed.containsValue(index)) {
      stage.measureResidence(false);
      INT.setRelease(memory, base(index) + S_STATE, VACANT);
      removed.put(names.getOrDefault(index, ""), index);
    }
  }

  private static long base(int index) {
    return stagesOffset() + (long) index * STAGE_BYTES;
  }
}
