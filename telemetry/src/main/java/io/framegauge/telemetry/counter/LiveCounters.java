package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import io.framegauge.telemetry.record.StageKind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.UUID;

/// The writing side of the telemetry memory: creates it and hands out the cells of stages, links
/// and series. Cells may be asked for from any thread; each is then written by the thread that its
/// class names.
public final class LiveCounters {
  private final MemorySegment memory;
  private final Limits limits;
  private final RunIdentity identity;
  private final SeriesDirectory series;
  private int stages;
  private int links;

  private LiveCounters(MemorySegment memory, Limits limits, RunIdentity identity) {
    this.memory = memory;
    this.limits = limits;
    this.identity = identity;
    this.series = new SeriesDirectory(memory, limits);
  }

  /// Bytes that a run takes.
  ///
  /// @param ringBytes how much the history asks for
  public static long bytes(Limits limits, long ringBytes) {
    return ringOffset(limits) + ringBytes;
  }

  /// Lays out a new run, of which nothing but this is known, in the memory of this process.
  ///
  /// @param ringBytes how much the history asks for
  public static LiveCounters create(
      String pipelineName, UUID run, Limits limits, long ringBytes, long nowMillis, long nowNanos) {
    RunIdentity identity =
        new RunIdentity(
            pipelineName, run.toString(), ProcessHandle.current().pid(), nowMillis, nowNanos);
    return inMemory(identity, RunSettings.UNKNOWN, limits, ringBytes);
  }

  /// Lays out a new run in the memory of this process.
  ///
  /// @param ringBytes how much the history asks for
  public static LiveCounters inMemory(
      RunIdentity identity, RunSettings settings, Limits limits, long ringBytes) {
    // Freed when nothing refers to it any more: a streaming thread may hold cells to the very end.
    MemorySegment memory = Arena.ofAuto().allocate(bytes(limits, ringBytes), 64);
    return layOut(memory, identity, settings, limits);
  }

  /// Lays out a new run in a file of [#bytes].
  public static LiveCounters inFile(
      CounterFile file, RunIdentity identity, RunSettings settings, Limits limits) {
    return layOut(file.memory(), identity, settings, limits);
  }

  private static LiveCounters layOut(
      MemorySegment memory, RunIdentity identity, RunSettings settings, Limits limits) {
    HeaderWriter header = new HeaderWriter(memory);
    header.limits(limits);
    header.identity(identity);
    header.settings(settings);
    header.complete();
    return new LiveCounters(memory, limits, identity);
  }

  /// Which run this is.
  public RunIdentity identity() {
    return identity;
  }

  /// The part of the memory that belongs to the ring of records.
  public MemorySegment ring() {
    return memory.asSlice(ringOffset(limits));
  }

  /// All of the memory, in the layout of [CounterLayout].
  MemorySegment memory() {
    return memory;
  }

  /// How much fits.
  public Limits limits() {
    return limits;
  }

  /// The reading side of the same memory.
  public CountersReader reader() {
    return new CountersReader(memory, limits, identity);
  }

  /// Cells for cutting records; for the thread that cuts records of one type.
  ///
  /// @param window 0 for frame records, 1 for timestamp records
  public RecordCells recordCells(int window) {
    return new RecordCells(memory, limits, window);
  }

  /// User families and objects by label.
  public SeriesDirectory series() {
    return series;
  }

  /// Enters a stage into the directory; empty, and counted, when no more fit.
  public synchronized Optional<StageCells> stage(String name, String factory, StageKind kind) {
    if (stages == limits.maxStages()) {
      addOpaque(memory, H_STAGES_REFUSED, 1);
      return Optional.empty();
    }
    int index = stages++;
    long base = stagesOffset() + (long) index * STAGE_BYTES;
    INT.set(memory, base + S_KIND, kind.code());
    writeText(memory, base + S_NAME, NAME_BYTES, name);
    writeText(memory, base + S_FACTORY, FACTORY_BYTES, factory);
    StageCells cells = new StageCells(memory, index);
    INT.setRelease(memory, base + S_STATE, USED);
    return Optional.of(cells);
  }

  /// Enters a link between two stages; empty, and counted, when no more fit.
  public synchronized Optional<LinkCells> link(StageCells source, StageCells destination) {
    if (links == limits.maxLinks()) {
      addOpaque(memory, H_LINKS_REFUSED, 1);
      return Optional.empty();
    }
    long base = linksOffset(limits) + (long) links++ * LINK_BYTES;
    INT.set(memory, base + L_SOURCE, source.index());
    INT.set(memory, base + L_DESTINATION, destination.index());
    LONG.set(memory, base + L_LAST_PTS, -1L);
    LinkCells cells = new LinkCells(memory, base, source, destination);
    INT.setRelease(memory, base + L_STATE, USED);
    return Optional.of(cells);
  }

  /// The state that readers are told.
  public void state(PipelineState state) {
    LONG.setRelease(memory, (long) H_STATE, (long) state.code());
  }

  /// The stage whose frames have left the pipeline, by its position in the directory.
  public void frameStage(int stage) {
    LONG.setRelease(memory, (long) H_FRAME_STAGE, stage + 1L);
  }

  /// The process is there; for one thread at a time, several times a second. Readers elsewhere tell
  /// a run that goes on from one that is over by it, and ages by both clocks.
  public void beat(long nowMillis, long nowNanos) {
    LONG.setRelease(memory, (long) H_HEARTBEAT_NANOS, nowNanos);
    LONG.setRelease(memory, (long) H_HEARTBEAT_MILLIS, nowMillis);
  }

  /// Nothing is written any more.
  public void closed(long nowMillis) {
    LONG.setRelease(memory, (long) H_CLOSED_MILLIS, nowMillis);
  }

  /// Something in telemetry failed on a streaming thread; any thread.
  public void probeFailed() {
    LONG.getAndAdd(memory, (long) H_PROBE_FAILURES, 1L);
  }
}
