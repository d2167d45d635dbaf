package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.QueueLevel;
import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageKind;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Puts the cells of stages and their links together into one value a stage.
final class StageSnapshots {
  private static final int ATTEMPTS = 1000;
  private static final int ATTEMPTS_IN_A_MOVE = 20; // one whose writer was killed never ends

  private final MemorySegment memory;
  private final Limits limits;
  private final TextReading texts;
  private final List<Long> links = new ArrayList<>();

  StageSnapshots(MemorySegment memory, Limits limits, TextReading texts) {
    this.memory = memory;
    this.limits = limits;
    this.texts = texts;
  }

  List<StageCounts> take() {
    return unmoved(this::stages);
  }

  /// Reads until no counts were moved from link to link meanwhile.
  private <T> T unmoved(Supplier<T> read) {
    int inAMove = 0;
    for (int i = 0; ; i++) {
      long moves = Moves.awaitEnd(memory, 0);
      inAMove += (int) (moves & 1);
      findLinks();
      T value = read.get();
      boolean whole = (moves & 1) == 0 && Moves.noneSince(memory, 0, moves);
      if (whole || i == ATTEMPTS || inAMove == ATTEMPTS_IN_A_MOVE) {
        return value;
      }
    }
  }

  /// Sum of a cell over the links by which a stage counts. Links are those found last.
  long sum(int stage, int cell) {
    return sum(counted(stage), cell);
  }

  /// What has left the pipeline.
  ///
  /// @param before place in the header of what had left by other stages
  /// @param cell of a link
  long left(int before, int cell) {
    return unmoved(() -> {
      int stage = (int) getOpaque(memory, H_FRAME_STAGE) - 1;
      boolean known = stage >= 0 && stage < limits.maxStages();
      return getOpaque(memory, before) + (known ? sum(stage, cell) : 0);
    });
  }

  void findLinks() {
    links.clear();
    for (int link = 0; link < limits.maxLinks(); link++) {
      long base = linksOffset(limits) + (long) link * LINK_BYTES;
      int state = (int) INT.getAcquire(memory, base + L_STATE);
      if (state == FREE) {
        break;
      }
      if (state == USED) {
        links.add(base);
      }
    }
  }

  private List<StageCounts> stages() {
    List<StageCounts> stages = new ArrayList<>();
    for (int stage = 0; stage < limits.maxStages(); stage++) {
      long base = stagesOffset() + (long) stage * STAGE_BYTES;
      int state = (int) INT.getAcquire(memory, base + S_STATE);
      if (state == FREE) {
        break;
      }
      if (state == USED) {
        stages.add(stage(stage, base));
      }
    }
    return List.copyOf(stages);
  }

  private StageCounts stage(int index, long base) {
    StageKind kind = StageReader.kind(memory, base);
    List<Long> counted = counted(index);
    int media = 0;
    for (long link : counted) {
      media |= (int) INT.getOpaque(memory, link + L_MEDIA);
    }
    long queueLength = StageReader.queueLength(memory, base);
    return new StageCounts(
        index,
        texts.read(base + S_NAME, NAME_BYTES),
        texts.read(base + S_FACTORY, FACTORY_BYTES),
        kind,
        texts.read(base + S_CAPS, CAPS_BYTES),
        sum(counted, L_BUFFERS),
        (media & MEDIA_FRAMES) != 0,
        sum(counted, L_FRAMES),
        (media & MEDIA_ENCODED) != 0,
        sum(counted, L_KEYFRAMES),
        sum(counted, L_BYTES),
        sum(counted, L_BATCHES),
        sum(counted, L_OBJECTS),
        drops(base),
        newest(counted, L_LAST_NANOS, 0),
        newest(counted, L_LAST_PTS, -1),
        queueLength == StageReader.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(queueLength),
        level(base),
        residence(base, touching(L_SOURCE, index)));
  }

  /// What goes into it; for a source, what comes out of it.
  private List<Long> counted(int stage) {
    List<Long> inputs = touching(L_DESTINATION, stage);
    return inputs.isEmpty() ? touching(L_SOURCE, stage) : inputs;
  }

  private Map<DropReason, Long> drops(long base) {
    int told = (int) INT.getOpaque(memory, base + S_DROP_REASONS);
    Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      if ((told & 1 << reason.code()) != 0) {
        drops.put(reason, StageReader.drops(memory, base, reason));
      }
    }
    return drops;
  }

  private List<Long> touching(int end, int stage) {
    return links.stream().filter(link -> (int) INT.getOpaque(memory, link + end) == stage).toList();
  }

  private long sum(List<Long> counted, int cell) {
    long sum = 0;
    for (long link : counted) {
      sum += getOpaque(memory, link + cell);
    }
    return sum;
  }

  private long newest(List<Long> counted, int cell, long none) {
    long newest = none;
    for (long link : counted) {
      newest = Math.max(newest, getOpaque(memory, link + cell));
    }
    return newest;
  }

  private Optional<QueueLevel> level(long base) {
    long sampled = (long) LONG.getAcquire(memory, base + S_LEVEL_SAMPLED_NANOS);
    if (sampled == 0) {
      return Optional.empty();
    }
    long buffers = getOpaque(memory, base + S_LEVEL_BUFFERS);
    return Optional.of(
        new QueueLevel(
            buffers,
            getOpaque(memory, base + S_LEVEL_BYTES),
            getOpaque(memory, base + S_LEVEL_NANOS),
            getOpaque(memory, base + S_LIMIT_BUFFERS),
            getOpaque(memory, base + S_LIMIT_BYTES),
            getOpaque(memory, base + S_LIMIT_NANOS),
            sampled,
            LevelRange.least(memory, base, buffers),
            LevelRange.most(memory, base, buffers)));
  }

  private Optional<Residence> residence(long base, List<Long> outputs) {
    if ((int) INT.getOpaque(memory, base + S_MEASURED) == 0) {
      return Optional.empty();
    }
    for (int i = 0; ; i++) {
      long writing = sum(outputs, L_WRITING);
      boolean idle =
          outputs.stream().noneMatch(link -> (getOpaque(memory, link + L_WRITING) & 1) == 1);
      if (idle || i == ATTEMPTS) {
        VarHandle.loadLoadFence();
        Residence residence = samples(base, outputs);
        VarHandle.loadLoadFence();
        // A writer that stands still in the middle of a sample is not waited for.
        if (i == ATTEMPTS || sum(outputs, L_WRITING) == writing) {
          return Optional.of(residence);
        }
      }
      Thread.onSpinWait();
    }
  }

  private Residence samples(long base, List<Long> outputs) {
    return new Residence(
        cells(outputs, L_BUCKETS, Residence.BOUNDS_NANOS.size() + 1),
        cells(outputs, L_NATIVE_BUCKETS, NativeBuckets.COUNT),
        sum(outputs, L_SUM_NANOS),
        getOpaque(memory, base + S_MATCHED),
        StageReader.expired(memory, base),
        getOpaque(memory, base + S_AMBIGUOUS));
  }

  private List<Long> cells(List<Long> counted, int first, int count) {
    List<Long> cells = new ArrayList<>();
    for (int cell = 0; cell < count; cell++) {
      cells.add(sum(counted, first + 8 * cell));
    }
    return cells;
  }
}
