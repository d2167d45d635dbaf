package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.QueueLevel;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The cells of one stage that are not a link's, and the table of what is inside it.
///
/// Each method says which thread may call it; cells have one writer at a time.
public final class StageCells {
  @SuppressWarnings("UnusedVariable") // keeps the run's memory from being freed
  private final MemorySegment held;

  private final long words;
  private final int index;
  private final ResidenceTable inside;
  private final SinkCells arrivals;
  private volatile boolean measured;
  private volatile boolean ends; // buffers end their way here
  private volatile @Nullable QueueFlow queue;

  StageCells(MemorySegment memory, int index) {
    this.index = index;
    this.held =
        memory.asSlice(CounterLayout.stagesOffset() + (long) index * STAGE_BYTES, STAGE_BYTES);
    this.words = words(held.address());
    this.inside = new ResidenceTable(words);
    this.arrivals = new SinkCells(words);
  }

  /// Position in the stage directory.
  public int index() {
    return index;
  }

  /// Where the cells are, see [CounterLayout#words].
  long place() {
    return words;
  }

  /// What was inside when the stage was removed will not be seen to leave; before the cells are
  /// used for an element that takes the stage's place under its name.
  static void emptied(MemorySegment memory, int index) {
    long base = CounterLayout.stagesOffset() + (long) index * STAGE_BYTES;
    long gone =
        getOpaque(memory, base + S_REMOVED)
            + getOpaque(memory, base + S_EXPIRED)
            + getOpaque(memory, base + S_OVERTAKEN)
            + getOpaque(memory, base + S_FORGOTTEN);
    addOpaque(memory, base + S_EXPIRED, getOpaque(memory, base + S_INSERTED) - gone);
    LONG.setOpaque(memory, base + S_LAST_MATCHED, getOpaque(memory, base + S_ENTERED));
    LONG.setRelease(memory, base + S_LEVEL_SAMPLED_NANOS, 0L);
    LevelRange.forget(memory, base);
  }

  /// Whether residence is measured: only while the stage has one input and one output link, since
  /// otherwise a timestamp does not tell which of several buffers left. Called by the thread that
  /// builds or rebuilds the topology.
  public void measureResidence(boolean on) {
    INT.setOpaque(ALL, at(words) + S_MEASURED, on ? 1 : 0);
    measured = on;
  }

  /// Whether the stage may put frames out in another order than they came in (decoders, encoders).
  public void reorders(boolean reorders) {
    INT.setOpaque(ALL, at(words) + S_REORDERS, reorders ? 1 : 0);
  }

  /// A buffer is being pushed into the stage; called by the pushing thread.
  @HotPath
  public void enter(long runningNanos, long nowNanos) {
    if (measured) {
      inside.enter(runningNanos, nowNanos);
    }
    if (ends) {
      arrivals.arrive(runningNanos, nowNanos);
    }
  }

  /// For a sink, the links on which its buffers begin their way: the time from there is measured.
  /// Called by the thread that rebuilds the topology.
  public void origins(Collection<Departures> from) {
    arrivals.origins(from);
    ends = !from.isEmpty();
  }

  /// The stage's plugin dropped the buffer; called by the thread that pushed it in.
  ///
  /// @param runningNanos what it was pushed in as
  @HotPath
  public void droppedByPlugin(long runningNanos) {
    addOpaque(drops(DropReason.PLUGIN), 1);
    inside.forget(runningNanos);
  }

  /// The buffer was dropped because the stage's plugin threw; called by the thread that pushed it
  /// in.
  @HotPath
  public void droppedByError(long runningNanos) {
    addOpaque(drops(DropReason.ERROR), 1);
    inside.forget(runningNanos);
  }

  /// The causes of drops that can be told for this stage; they are shown from then on, also at 0.
  /// Called by the thread that builds or rebuilds the topology.
  public void accountsFor(Set<DropReason> reasons) {
    int bits = reasons.stream().mapToInt(reason -> 1 << reason.code()).reduce(0, (a, b) -> a | b);
    INT.setOpaque(ALL, at(words) + S_DROP_REASONS, bits);
  }

  /// How many buffers were dropped for a reason so far, other than by the stage's plugin; one
  /// thread at a time.
  public void dropped(DropReason reason, long buffers) {
    LONG.setOpaque(ALL, drops(reason), buffers);
  }

  /// How many buffers were dropped for a reason so far; any thread.
  public long dropped(DropReason reason) {
    return getOpaque(ALL, drops(reason));
  }

  /// Follows the level of a queue with one input and one output, buffer by buffer. Called by the
  /// thread that builds or rebuilds the topology.
  public QueueFlow follow() {
    QueueFlow flow = new QueueFlow(at(words));
    queue = flow;
    return flow;
  }

  /// Buffers are about to be pushed into the stage; called by the pushing thread.
  @HotPath
  void arrive(int buffers) {
    QueueFlow flow = queue;
    if (flow != null) {
      flow.arrive(buffers);
    }
  }

  private long drops(DropReason reason) {
    return at(words) + S_DROPS + 8L * reason.code();
  }

  /// The sampler's newest look at a queue-like element; called by the sampler.
  public void level(QueueLevel level) {
    long base = at(words);
    LONG.setOpaque(ALL, base + S_LEVEL_BUFFERS, level.buffers());
    LONG.setOpaque(ALL, base + S_LEVEL_BYTES, level.bytes());
    LONG.setOpaque(ALL, base + S_LEVEL_NANOS, level.nanos());
    LONG.setOpaque(ALL, base + S_LIMIT_BUFFERS, level.limitBuffers());
    LONG.setOpaque(ALL, base + S_LIMIT_BYTES, level.limitBytes());
    LONG.setOpaque(ALL, base + S_LIMIT_NANOS, level.limitNanos());
    if (level.buffers() != QueueLevel.UNKNOWN) {
      LevelRange.see(ALL, base, S_LEVEL_SAMPLES, level.buffers(), level.buffers());
    }
    LONG.setRelease(ALL, base + S_LEVEL_SAMPLED_NANOS, level.sampledNanos());
  }

  /// Caps that the stage was given last; called when they change, by any of the stage's threads.
  public synchronized void caps(String caps) {
    writeText(ALL, at(words) + S_CAPS, CAPS_BYTES, caps);
  }

  /// Answers the residence of a leaving buffer, or a negative number when it is not known.
  @HotPath
  long leave(long runningNanos, long nowNanos) {
    QueueFlow flow = queue;
    if (flow != null) {
      flow.leave();
    }
    return measured ? inside.leave(runningNanos, nowNanos) : ResidenceTable.NO_SAMPLE;
  }

  /// The end of the stream goes into the stage; called by the thread that pushes it in.
  void endEnters() {
    inside.endEnters();
  }

  /// The end of the stream leaves the stage; called by the thread that pushes it out.
  void endLeaves() {
    if (measured) {
      inside.endLeaves();
    }
  }

  /// A flush throws away what is inside the stage, while nothing enters or leaves.
  void flushed() {
    if (measured) {
      inside.flushed();
    }
  }
}
