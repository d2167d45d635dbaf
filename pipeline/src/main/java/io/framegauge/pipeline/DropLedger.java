package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.WeakObject;
import io.framegauge.pipeline.probe.FlowEvents;
import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.counter.StageFlow;
import io.framegauge.telemetry.record.DropReason;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// The account of what went into a stage and did not come out, by cause.
///
/// While buffers flow, in and out cannot be read in one instant, and a buffer under way is neither
/// inside nor out. So what is told then is a lower bound, short by at most [#underWay] buffers; it
/// never goes back. It becomes exact when nothing is under way: when the end of the stream has left
/// the stage, when it is flushed, when the pipeline has stopped. An account that begins while
/// buffers flow stays short by those that were inside then. No method is called for a buffer.
abstract class DropLedger implements FlowEvents, AutoCloseable {
  /// What waits to be taken in, and what has been taken out and not yet been counted.
  private static final int UNDER_WAY = 2;

  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final WeakObject element;
  private final StageCells cells;
  private final StageFlow flow;
  private final Set<DropReason> told = EnumSet.noneOf(DropReason.class);
  private boolean connected;
  private boolean wasConnected;
  private boolean stopping;
  private boolean closed;
  private long openBefore;
  private final AtomicLong qosDropped = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final AtomicInteger largest = new AtomicInteger(1);
  private volatile boolean tellsLate;
  private long leastMissing;
  private long patientSince;

  /// @param reasons the causes that this ledger tells
  DropLedger(Accounted stage, Set<DropReason> reasons) {
    this.element = stage.element();
    this.cells = stage.cells();
    this.flow = stage.flow();
    tell(reasons);
  }

  private void tell(Set<DropReason> reasons) {
    told.addAll(reasons);
    cells.accountsFor(told);
  }

  /// The account begins now, perhaps while buffers flow: what is open now is not missing. What came
  /// out is read first and what went in last, so that what is told later is rather too small.
  final synchronized void begin() {
    long out = flow.out();
    begins();
    long inside = inside();
    openBefore = flow.in() - known() - inside - out;
    leastMissing = 0;
  }

  /// What the element counts itself is counted from now on.
  void begins() {}

  /// Buffers that the element says are inside.
  long inside() {
    return 0;
  }

  /// Whether the stage's way out leads to a stage that is measured, which may change; otherwise
  /// nobody knows what comes out, and there is no balance.
  final synchronized void connected(boolean now) {
    if (now && !connected && wasConnected) {
      begin();
    }
    connected = now;
    wasConnected |= now;
  }

  /// Looks at the stage while buffers flow; by the sampler.
  synchronized void sample(long nowNanos) {
    takeLate();
    if (!stopping && balances()) {
      look(nowNanos);
    }
  }

  /// The pipeline is about to be stopped: a last look. From now on what is inside may be thrown
  /// away at any moment; what is dropped while it stops is told as flushed.
  synchronized void stopping(long nowNanos) {
    sample(nowNanos);
    stopping = true;
  }

  /// The pipeline has stopped, or the element has left it: nothing flows any more, and nothing is
  /// inside.
  synchronized void stopped() {
    takeLate();
    stopping = false;
    if (balances()) {
      settle();
    }
  }

  /// The element says how many buffers it has dropped for lateness since it was started or flushed;
  /// by the thread that drops them, which waits for nobody here: the account takes it up later.
  final void qos(long dropped) {
    if (dropped >= 0) {
      long before = qosDropped.getAndSet(dropped);
      late.addAndGet(dropped >= before ? dropped - before : dropped);
      tellsLate = true;
    }
  }

  private void takeLate() {
    if (tellsLate) {
      if (!told.contains(DropReason.LATE)) {
        tell(Set.of(DropReason.LATE));
      }
      add(DropReason.LATE, late.getAndSet(0));
    }
  }

  /// Whether in and out are known.
  boolean balances() {
    return connected;
  }

  /// Takes lower bounds while buffers flow.
  abstract void look(long nowNanos);

  /// Finds a cause for everything that is open, when nothing flows and nothing is inside any more.
  abstract void settle();

  /// The element, which may go at any time.
  final WeakObject element() {
    return element;
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
    long in = flow.in();
    long known = inside.getAsLong() + known();
    return in - known - flow.out() - openBefore;
  }

  @Override
  @HotPath
  public final void listEnters(int buffers) {
    for (int most = largest.get(); buffers > most; most = largest.get()) {
      largest.compareAndSet(most, buffers);
    }
  }

  /// Buffers that have come at once, at most: more than 1 when lists come.
  final int largest() {
    return largest.get();
  }

  /// Buffers that may be neither inside nor out, at most.
  final int underWay() {
    return UNDER_WAY * largest.get();
  }

  /// Whether the newest buffer that went in has come out, of a stage that puts one out for each.
  final boolean newestPassed() {
    return flow.newestPassed();
  }

  private long known() {
    takeLate();
    long known = 0;
    for (DropReason reason : told) {
      known += cells.dropped(reason);
    }
    return known;
  }

  final void add(DropReason reason, long buffers) {
    if (buffers > 0 && !closed) {
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

  /// Nothing is told any more: the cells may be given to another stage.
  @Override
  public synchronized void close() {
    takeLate();
    closed = true;
    element.close();
  }
}
