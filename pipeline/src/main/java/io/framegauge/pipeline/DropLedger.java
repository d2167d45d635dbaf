package io.framegauge.pipeline;

import io.framegauge.pipeline.probe.FlowEvents;
import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.record.DropReason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// The account of what went into a stage and did not come out, by cause.
///
/// While buffers flow, in and out cannot be read in one instant, and a buffer under way is neither
/// inside nor out. So what is told then is a lower bound, short by at most [#UNDER_WAY] buffers; it
/// never goes back. It becomes exact when nothing is under way: when the end of the stream has left
/// the stage, when it is flushed, when the pipeline has stopped. No method is called for a buffer.
abstract class DropLedger implements FlowEvents {
  /// A buffer that waits to be taken in, and one that has been taken out and not yet been counted.
  static final int UNDER_WAY = 2;

  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final StageCells cells;
  private final Set<DropReason> told;
  private final List<LinkCells> inputs = new CopyOnWriteArrayList<>();
  private final List<LinkCells> outputs = new CopyOnWriteArrayList<>();
  private BooleanSupplier delivers = () -> false;
  private boolean stopping;
  private long qosDropped;
  private long leastMissing;
  private long patientSince;

  /// @param reasons the causes that this ledger tells
  DropLedger(StageCells cells, Set<DropReason> reasons) {
    this.cells = cells;
    this.told = EnumSet.noneOf(DropReason.class);
    tell(reasons);
  }

  private void tell(Set<DropReason> reasons) {
    told.addAll(reasons);
    cells.accountsFor(told);
  }

  /// A link into the stage; its buffers have gone in.
  void input(LinkCells link) {
    inputs.add(link);
  }

  /// A link out of the stage; its buffers have come out.
  void output(LinkCells link) {
    outputs.add(link);
  }

  /// Whether the stage's way out leads to a stage that is measured; asked by the sampler as long as
  /// nothing has come out, for a stage may drop everything from the start.
  void deliversIf(BooleanSupplier leadsToStage) {
    delivers = leadsToStage;
  }

  /// Looks at the stage while buffers flow; by the sampler.
  synchronized void sample(long nowNanos) {
    if (!stopping && flows()) {
      look(nowNanos);
    }
  }

  /// The pipeline is about to be stopped: a last look. From now on what is inside may be thrown
  /// away at any moment; what is dropped while it stops is told as flushed.
  synchronized void stopping(long nowNanos) {
    sample(nowNanos);
    stopping = true;
  }

  /// The pipeline has stopped: nothing flows any more, and nothing is inside.
  synchronized void stopped() {
    stopping = false;
    if (flows()) {
      settle();
    }
  }

  /// The element says how many buffers it has dropped for lateness since it was started or flushed;
  /// by the thread of the bus.
  synchronized void qos(long dropped) {
    if (dropped < 0) {
      return;
    }
    if (!told.contains(DropReason.LATE)) {
      tell(Set.of(DropReason.LATE));
    }
    add(DropReason.LATE, dropped >= qosDropped ? dropped - qosDropped : dropped);
    qosDropped = dropped;
  }

  /// Whether in and out are known: where the way out is not measured, a stage has no balance.
  boolean flows() {
    return !outputs.isEmpty() || delivers.getAsBoolean();
  }

  /// Takes lower bounds while buffers flow.
  abstract void look(long nowNanos);

  /// Finds a cause for everything that is open, when nothing flows and nothing is inside any more.
  abstract void settle();

  private static long sum(List<LinkCells> links) {
    long sum = 0;
    for (LinkCells link : links) {
      sum += link.bufferCount();
    }
    return sum;
  }

  /// Buffers that went in and of which nothing is known: inside, under way, or lost.
  final long open() {
    return open(() -> 0);
  }

  /// Buffers that went in and of which nothing is known, without those that are known to be inside.
  /// What went in is read first and what came out last, so that while buffers flow the answer is
  /// rather too small.
  ///
  /// @param inside buffers inside; asked after what went in was read
  final long open(LongSupplier inside) {
    long in = sum(inputs);
    long known = inside.getAsLong();
    for (DropReason reason : told) {
      known += cells.dropped(reason);
    }
    return in - known - sum(outputs);
  }

  final void add(DropReason reason, long buffers) {
    if (buffers > 0) {
      cells.dropped(reason, cells.dropped(reason) + buffers);
    }
  }

  /// At least so many buffers are missing without a known cause. A cause may be told later than a
  /// buffer is missed, so this is believed when it was so for a second.
  final void missing(long buffers, long nowNanos) {
    leastMissing = Math.min(leastMissing, buffers);
    if (nowNanos - patientSince >= PATIENCE_NANOS) {
      long believed = Math.max(0, leastMissing);
      add(DropReason.UNEXPLAINED, believed);
      leastMissing = buffers - believed;
      patientSince = nowNanos;
    }
  }
}
