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
import java.util.function.IntToLongFunction;

/// The writing side of the telemetry memory: creates it and hands out the cells of stages, links
/// and series. Cells may be asked for from any thread; each is then written by the thread that its
/// class names.
public final class LiveCounters {
  private final MemorySegment memory;
  private final Limits limits;
  private final RunIdentity identity;
  private final SeriesDirectory series;
  private final StageDirectory stages;
  private final LinkDirectory links;
  private final LatencyWindow sinceFrame; // record
  private final LatencyWindow sinceTime;
  private boolean framesLeave; // there was a stage by which they do

  private LiveCounters(MemorySegment memory, Limits limits, RunIdentity identity) {
    this.memory = memory;
    this.limits = limits;
    this.identity = identity;
    this.series = new SeriesDirectory(memory, limits);
    this.sinceFrame = new LatencyWindow(memory, limits);
    this.sinceTime = new LatencyWindow(memory, limits);
    this.links = new LinkDirectory(memory, limits, sinceFrame, sinceTime);
    this.stages = new StageDirectory(memory, limits, links);
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

  /// Cells for cutting frame records; for the thread that does.
  public RecordCells frameRecordCells() {
    return new RecordCells(memory, limits, sinceFrame);
  }

  /// Cells for cutting timestamp records; for the thread that does.
  public RecordCells timestampRecordCells() {
    return new RecordCells(memory, limits, sinceTime);
  }

  /// User families and objects by label.
  public SeriesDirectory series() {
    return series;
  }

  /// Enters a stage into the directory; empty, and counted, when no more fit. One that was removed
  /// under the same name goes on with its counts; else the place of the stage removed longest ago
  /// is used again when there is no other.
  public synchronized Optional<StageCells> stage(String name, String factory, StageKind kind) {
    return stages.enter(name, factory, kind, System.nanoTime());
  }

  /// Takes a stage out of the directory: readers are shown it no more. Counts of its neighbours
  /// stay what they are.
  public synchronized void remove(StageCells stage) {
    stages.remove(stage);
  }

  /// Enters a link between two stages, or one that was released between the same two, with its
  /// counts; empty, and counted, when no more fit.
  public synchronized Optional<LinkCells> link(StageCells source, StageCells destination) {
    Optional<LinkCells> link = links.enter(source, destination);
    while (link.isEmpty() && stages.makeRoom()) {
      link = links.enter(source, destination);
    }
    if (link.isEmpty()) {
      addOpaque(memory, H_LINKS_REFUSED, 1);
    }
    return link;
  }

  /// What goes into a stage and what comes out of it.
  public StageFlow flow(StageCells stage) {
    return new StageFlow(memory, limits, stage.index());
  }

  /// Gives a link back that nobody writes to any more; its counts stay.
  public synchronized void release(LinkCells link) {
    links.release(link);
  }

  /// The state that readers are told.
  public void state(PipelineState state) {
    LONG.setRelease(memory, (long) H_STATE, (long) state.code());
  }

  /// The stage whose frames have left the pipeline, by its position in the directory; -1 for none.
  /// What has left by another stage before it stays counted.
  public synchronized void frameStage(int stage) {
    StageSnapshots counts = new StageSnapshots(memory, limits, new TextReading(memory));
    Moves.begin(memory);
    counts.findLinks();
    goOnFrom(H_FRAMES_BEFORE, of -> counts.sum(of, L_FRAMES), stage);
    goOnFrom(H_OBJECTS_BEFORE, of -> counts.sum(of, L_OBJECTS), stage);
    LONG.setRelease(memory, (long) H_FRAME_STAGE, stage + 1L);
    Moves.end(memory);
    framesLeave |= stage >= 0;
  }

  /// Lets a total stay what it is although another stage adds to it from now on. The first of all
  /// is taken with what it has counted already.
  private void goOnFrom(long total, IntToLongFunction counted, int stage) {
    int before = (int) getOpaque(memory, H_FRAME_STAGE) - 1;
    long left = before < 0 ? 0 : counted.applyAsLong(before);
    addOpaque(memory, total, left - (stage < 0 || !framesLeave ? 0 : counted.applyAsLong(stage)));
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
