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
  private final int[] sources; // of each link
  private final int[] destinations;
  private int stages;
  private int links;
  private long framesLeft;
  private long objectsLeft;
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
    this.sources = new int[limits.maxLinks()];
    this.destinations = new int[limits.maxLinks()];
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
      long base = linkBase(link);
      boolean used = (int) INT.getAcquire(ALL, base + L_STATE) == USED;
      sources[link] = used ? known((int) INT.getOpaque(ALL, base + L_SOURCE)) : NO_STAGE;
      destinations[link] = used ? known((int) INT.getOpaque(ALL, base + L_DESTINATION)) : NO_STAGE;
      if (destinations[link] >= 0) {
        hasInput[destinations[link]] = true;
      }
    }
    for (int link = 0; link < links; link++) {
      int source = sources[link];
      add(link, destinations[link], source >= 0 && !hasInput[source] ? source : NO_STAGE);
    }
    int exit = (int) getOpaque(ALL, header + H_FRAME_STAGE) - 1;
    boolean known = exit >= 0 && exit < stages;
    framesLeft = getOpaque(ALL, header + H_FRAMES_BEFORE) + (known ? frames[exit] : 0);
    objectsLeft = getOpaque(ALL, header + H_OBJECTS_BEFORE) + (known ? objects[exit] : 0);
  }

  /// The position of a stage that was in the directory at this load.
  private int known(int stage) {
    return stage < stages ? stage : NO_STAGE;
  }

  /// Adds what a link counted to its destination, and to its source unless that has an input.
  private void add(int link, int destination, int source) {
    long base = linkBase(link);
    long ofFrames = getOpaque(ALL, base + L_FRAMES);
    long ofObjects = getOpaque(ALL, base + L_OBJECTS);
    long ofBatches = getOpaque(ALL, base + L_BATCHES);
    if (destination >= 0) {
      frames[destination] += ofFrames;
      objects[destination] += ofObjects;
      batches[destination] += ofBatches;
    }
    if (source >= 0) {
      frames[source] += ofFrames;
      objects[source] += ofObjects;
      batches[source] += ofBatches;
    }
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

  /// Frames that had left the pipeline at the last load; 0 while it was not known where they do.
  public long framesLeft() {
    return framesLeft;
  }

  /// Objects on those frames.
  public long objectsLeft() {
    return objectsLeft;
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
    linkSource = sources[link];
    linkDestination = destinations[link];
    boolean between = linkSource >= 0 && linkDestination >= 0;
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

  private long stageBase(int stage) {
    return firstStage + (long) stage * STAGE_BYTES;
  }

  private long linkBase(int link) {
    return firstLink + (long) link * LINK_BYTES;
  }
}
