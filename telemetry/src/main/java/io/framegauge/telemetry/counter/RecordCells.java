package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A copy of the live cells for one record, reused for every record of one type: no allocation. One
/// thread at a time.
public final class RecordCells {
  /// The queue length of a stage where it cannot be known.
  public static final long UNKNOWN = StageReader.UNKNOWN;

  private static final int PATIENCE = 3; // on a streaming thread; counts seldom move

  @SuppressWarnings("UnusedVariable") // keeps the run's memory from being freed
  private final MemorySegment held;

  private final Limits limits;
  private final long header;
  private final long firstStage;
  private final long firstLink;
  private final LatencyWindow window;
  private final long[] frames;
  private final long[] objects;
  private final long[] batches;
  private final boolean[] hasInput;
  private final boolean[] present;
  private int stages;
  private int links;
  private int linkSource;
  private int linkDestination;

  RecordCells(MemorySegment memory, Limits limits, LatencyWindow window) {
    this.held = memory;
    this.limits = limits;
    this.header = memory.address();
    this.firstStage = header + stagesOffset();
    this.firstLink = header + linksOffset(limits);
    this.window = window;
    this.frames = new long[limits.maxStages()];
    this.objects = new long[limits.maxStages()];
    this.batches = new long[limits.maxStages()];
    this.hasInput = new boolean[limits.maxStages()];
    this.present = new boolean[limits.maxStages()];
  }

  /// Copies the counters of all stages as they are now.
  @HotPath
  public void load() {
    // In this order, so that both ends of each link are among the stages.
    links = count(firstLink, LINK_BYTES, limits.maxLinks());
    stages = count(firstStage, STAGE_BYTES, limits.maxStages());
    for (int i = 0; i < PATIENCE; i++) {
      long moves = Moves.awaitEnd(ALL, header);
      sumUp();
      if (Moves.noneSince(ALL, header, moves)) {
        return;
      }
    }
  }

  private void sumUp() {
    for (int stage = 0; stage < stages; stage++) {
      long base = stageBase(stage);
      present[stage] = (int) INT.getAcquire(ALL, base + S_STATE) == USED;
      frames[stage] = 0;
      objects[stage] = 0;
      batches[stage] = 0;
      hasInput[stage] = false;
    }
    for (int link = 0; link < links; link++) {
      int destination = destination(link);
      if (known(link, destination)) {
        hasInput[destination] = true;
        add(destination, link);
      }
    }
    for (int link = 0; link < links; link++) {
      int source = source(link);
      if (known(link, source) && !hasInput[source]) {
        add(source, link);
      }
    }
  }

  /// Whether a link, and the stage at one of its ends, was in the directory at the last load.
  private boolean known(int link, int stage) {
    boolean used = (int) INT.getAcquire(ALL, linkBase(link) + L_STATE) == USED;
    return used && stage >= 0 && stage < stages;
  }

  private void add(int stage, int link) {
    long base = linkBase(link);
    frames[stage] += getOpaque(ALL, base + L_FRAMES);
    objects[stage] += getOpaque(ALL, base + L_OBJECTS);
    batches[stage] += getOpaque(ALL, base + L_BATCHES);
  }

  private static int count(long first, int bytes, int max) {
    int used = 0;
    while (used < max && (int) INT.getAcquire(ALL, first + (long) used * bytes) != FREE) {
      used++;
    }
    return used;
  }

  /// Places for stages in the directory at the last load; some may be vacant.
  public int stages() {
    return stages;
  }

  /// Whether there was a stage at a place of the directory at the last load.
  public boolean present(int stage) {
    return present[stage];
  }

  /// Places for links in the directory at the last load; some may be vacant.
  public int links() {
    return links;
  }

  /// Video frames that entered the stage; a source: that left it.
  public long frames(int stage) {
    return frames[stage];
  }

  /// Objects on those frames.
  public long objects(int stage) {
    return objects[stage];
  }

  /// Buffer lists that entered the stage.
  public long batches(int stage) {
    return batches[stage];
  }

  /// Queue length of the stage now, or [#UNKNOWN].
  @HotPath
  public long queueLength(int stage) {
    return StageReader.queueLength(ALL, stageBase(stage));
  }

  /// Fewest and most buffers in the stage, if it is a queue, are of the time from now on.
  @HotPath
  public void startLevelAgain(int stage) {
    long base = stageBase(stage);
    if ((long) LONG.getAcquire(ALL, base + S_LEVEL_SAMPLED_NANOS) != 0) { // else there is no level
      LevelRange.startAgain(ALL, base);
    }
  }

  /// What is taken of links from now on are the samples until now.
  @HotPath
  public void turnLatencies() {
    window.turn(links);
  }

  /// Takes the latency samples of a link between the last two turns.
  ///
  /// @return the samples, to be read before the next call, or null when there were none
  @HotPath
  public @Nullable LatencyWindow takeLatency(int link) {
    linkSource = source(link);
    linkDestination = destination(link);
    boolean between = known(link, linkSource) && known(link, linkDestination);
    return between && window.take(link) ? window : null;
  }

  /// Stage in which the samples taken last were spent.
  public int latencySource() {
    return linkSource;
  }

  /// Stage at whose entry the samples taken last were taken.
  public int latencyDestination() {
    return linkDestination;
  }

  private int source(int link) {
    return (int) INT.getOpaque(ALL, linkBase(link) + L_SOURCE);
  }

  private int destination(int link) {
    return (int) INT.getOpaque(ALL, linkBase(link) + L_DESTINATION);
  }

  private long stageBase(int stage) {
    return firstStage + (long) stage * STAGE_BYTES;
  }

  private long linkBase(int link) {
    return firstLink + (long) link * LINK_BYTES;
  }
}
