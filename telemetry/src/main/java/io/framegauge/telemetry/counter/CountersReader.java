package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;
import static io.framegauge.telemetry.record.DamagedTelemetryException.unlessCut;

import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.PipelineLatency;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.StageCounts;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The reading side of the telemetry memory: immutable snapshots of everything, from any thread, as
/// often as wanted, without slowing a writer.
///
/// Where the memory is that of another process, each snapshot may throw
/// [DamagedTelemetryException].
public final class CountersReader {
  private final MemorySegment memory;
  private final Limits limits;
  private final RunIdentity identity;
  private final TextReading texts;
  private final AtomicReferenceArray<@Nullable ReadName> names;

  /// A name that was read whole, and the head of its text then.
  private record ReadName(int head, String name) {}

  CountersReader(MemorySegment memory, Limits limits, RunIdentity identity) {
    this.memory = memory;
    this.limits = limits;
    this.identity = identity;
    this.texts = new TextReading(memory);
    this.names = new AtomicReferenceArray<>(limits.maxStages());
  }

  /// Which run the values belong to.
  public RunIdentity identity() {
    return identity;
  }

  /// The state the pipeline is in.
  public PipelineState state() {
    return PipelineState.of((int) cell(H_STATE));
  }

  /// All stages with their values now, in the order of the directory.
  public List<StageCounts> stages() {
    return unlessCut(() -> new StageSnapshots(memory, limits, texts).take());
  }

  /// How long buffers took from a source to each sink where that is measured, in the order of the
  /// directory.
  public List<PipelineLatency> pipelineLatencies() {
    return unlessCut(() -> new SinkSnapshots(memory, limits, texts).take());
  }

  /// Position of the stage whose frames have left the pipeline; empty while it is not known.
  public OptionalInt frameStage() {
    int stage = (int) cell(H_FRAME_STAGE) - 1;
    return stage < 0 || stage >= limits.maxStages() ? OptionalInt.empty() : OptionalInt.of(stage);
  }

  /// Video frames that have left the pipeline; 0 while it is not known where they do.
  public long framesLeft() {
    return left(H_FRAMES_BEFORE, L_FRAMES);
  }

  /// Detected objects on the frames that have left the pipeline.
  public long objectsLeft() {
    return left(H_OBJECTS_BEFORE, L_OBJECTS);
  }

  private long left(int before, int cell) {
    return unlessCut(() -> new StageSnapshots(memory, limits, texts).left(before, cell));
  }

  /// Name of the stage that was at a position of the directory at a moment of the run; empty when
  /// the position has been given to another one since.
  ///
  /// @param atNanos the moment on the monotonic clock
  public String stageName(int index, long atNanos) {
    return unlessCut(() -> {
      long base = stagesOffset() + (long) index * STAGE_BYTES;
      long since = (long) LONG.getAcquire(memory, base + S_SINCE_NANOS);
      String name = name(index, base);
      VarHandle.loadLoadFence();
      boolean same = getOpaque(memory, base + S_SINCE_NANOS) == since;
      return same && (since == 0 || atNanos - since >= 0) ? name : "";
    });
  }

  /// The same as [#families], for those who read many series often.
  public List<FamilySeries> familySeries() {
    return unlessCut(() -> new SeriesSnapshots(memory, limits, texts).families());
  }

  /// The name in a place, without a new object for one that was read before.
  private String name(int index, long base) {
    int head = (int) INT.getAcquire(memory, base + S_NAME);
    ReadName known = names.get(index);
    if (known != null && known.head == head) {
      return known.name;
    }
    String name = texts.read(base + S_NAME, NAME_BYTES);
    if (isWhole(memory, base + S_NAME, head)) {
      names.set(index, new ReadName(head, name));
    }
    return name;
  }

  /// All families of series with their values now, also those without a series.
  public List<FamilyValues> families() {
    return unlessCut(() -> new SeriesSnapshots(memory, limits, texts).take());
  }

  /// Names of the stages that have received buffers and no longer deliver, in order; none where
  /// nobody looks for them.
  public List<String> stalledStages() {
    return families().stream()
        .filter(family -> family.name().equals(Metric.STAGE_STALLED.baseName()))
        .flatMap(family -> family.series().stream())
        .filter(series -> series.asDouble() == 1)
        .map(series -> series.labelValues().getFirst())
        .sorted()
        .toList();
  }

  /// Stages that did not fit.
  public long stagesRefused() {
    return cell(H_STAGES_REFUSED);
  }

  /// Links that did not fit.
  public long linksRefused() {
    return cell(H_LINKS_REFUSED);
  }

  /// Families that did not fit.
  public long familiesRefused() {
    return cell(H_FAMILIES_REFUSED);
  }

  /// Throwables that were caught on streaming threads inside telemetry.
  public long probeFailures() {
    return cell(H_PROBE_FAILURES);
  }

  private long cell(int offset) {
    return unlessCut(() -> (long) LONG.getAcquire(memory, (long) offset));
  }
}
