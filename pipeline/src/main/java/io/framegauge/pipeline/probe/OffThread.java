package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import io.framegauge.telemetry.counter.HotPath;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Shows copies of frames to a plugin on a thread of its own. The streaming thread copies a frame
/// into the next free place of a ring and goes on; it never waits: when no place is free, the frame
/// is skipped and counted. The frame that the plugin is looking at has one of the places.
///
/// Calls of the plugin come in the order of the stream and never overlap. Its `sourceRemoved` and
/// `stop` come on the thread that calls them here, when its own thread has ended.
public final class OffThread implements Plugin {
  private static final Duration LAST_PATIENCE = Duration.ofMillis(200);
  private static final long SHORT_REST_NANOS = 100_000;

  private final Plugin plugin;
  private final PluginWatch watch;
  private final boolean failsForGood;
  private final FrameSlot[] slots;
  private final Queue<Turn> turns = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  // Each is written by one thread; reading one after writing another needs the full fence.
  private volatile long filled; // frames, by the streaming thread
  private volatile boolean filling;
  private volatile long shown; // frames, by the plugin's thread
  private volatile boolean waiting;
  private volatile boolean failed;
  private volatile boolean ending; // by the thread that stops
  private volatile boolean abandoned;
  private volatile long deadlineNanos;

  /// A call that comes before the frame with a number.
  private record Turn(long beforeFrame, String callback, Callback call) {}

  private interface Callback {
    void run() throws Exception;
  }

  /// @param stageName of the plugin, for its thread's name
  /// @param frames places in the ring, at least 1
  /// @param failsForGood whether a plugin that throws is shown no more frames, and ends the
  ///   pipeline
  /// @param watch is told how the plugin behaves, on its own thread; of skipped frames on the
  ///   streaming thread
  public OffThread(
      Plugin plugin, String stageName, int frames, boolean failsForGood, PluginWatch watch) {
    this.plugin = plugin;
    this.watch = watch;
    this.failsForGood = failsForGood;
    this.slots =
        IntStream.range(0, frames).mapToObj(each -> new FrameSlot()).toArray(FrameSlot[]::new);
    this.thread =
        Thread.ofPlatform().name("framegauge-plugin-" + stageName).daemon().unstarted(this::work);
  }

  /// What is to be told of the calls that come here, on the streaming thread: not how long they
  /// take, since that is the copy and not the plugin.
  public PluginWatch streamWatch() {
    return new PluginWatch() {
      @Override
      public void enters(String callback, long nowNanos) {}

      @Override
      public void leaves() {}

      @Override
      public void took(long nanos) {}

      @Override
      public void threw(String callback, Throwable thrown, boolean ends) {
        watch.threw(callback, thrown, ends);
      }

      @Override
      public void skipped(long frames) {}
    };
  }

  @Override
  public void start(PluginContext context) throws Exception {
    plugin.start(context);
    begin();
  }

  /// Starts the thread, for a plugin that has been started.
  public void begin() {
    thread.start();
  }

  @Override
  public void sourceAdded(String sourceId) {
    later("source added", () -> plugin.sourceAdded(sourceId));
  }

  @Override
  public void sourceEnd(String sourceId) {
    later("source end", () -> plugin.sourceEnd(sourceId));
  }

  private void later(String callback, Callback call) {
    turns.add(new Turn(filled, callback, call));
    wake();
  }

  @Override
  public void frame(Frame frame) {
    BufferFrame passing = (BufferFrame) frame;
    copy(passing.live(), passing.maker());
  }

  /// Like [#frame] for a buffer that is not a frame yet, which needs no byte of garbage.
  @HotPath
  void copy(long buffer, FrameMaker maker) {
    filling = true;
    try {
      if (!ending && !failed) {
        copyIfPlace(buffer, maker);
      }
    } finally {
      filling = false;
    }
    wake();
  }

  @HotPath
  private void copyIfPlace(long buffer, FrameMaker maker) {
    long number = filled;
    if (number - shown == slots.length) {
      watch.skipped(1);
    } else {
      slots[(int) (number % slots.length)].fill(buffer, maker);
      filled = number + 1;
    }
  }

  @HotPath
  private void wake() {
    if (waiting) {
      LockSupport.unpark(thread);
    }
  }

  private void work() {
    while (true) {
      boolean last = ending; // before looking for what is left
      long ready = filled; // before the turns, one of which may come before the newest frame
      takeTurns();
      if (shown < ready) {
        show(shown);
      } else if (last && !filling && shown == filled && turns.isEmpty()) {
        return;
      } else {
        rest();
      }
    }
  }

  private void rest() {
    waiting = true;
    if (shown == filled && turns.isEmpty()) {
      LockSupport.parkNanos(this, ending ? SHORT_REST_NANOS : Long.MAX_VALUE);
    }
    waiting = false;
    boolean ignored = Thread.interrupted(); // meant for a call that is over
  }

  private void takeTurns() {
    for (Turn turn = turns.peek();
        turn != null && turn.beforeFrame() <= shown;
        turn = turns.peek()) {
      turns.remove();
      call(turn.callback(), turn.call(), false);
    }
  }

  private void show(long number) {
    FrameSlot slot = slots[(int) (number % slots.length)];
    if (abandoned || (ending && System.nanoTime() - deadlineNanos > 0)) {
      watch.skipped(1);
    } else if (!failed) {
      CopiedFrame frame = new CopiedFrame(slot);
      long begin = System.nanoTime();
      call("frame", () -> plugin.frame(frame), failsForGood);
      frame.close();
      watch.took(System.nanoTime() - begin);
    }
    slot.clear();
    shown = number + 1;
  }

  private void call(String callback, Callback call, boolean ends) {
    if (abandoned) {
      return;
    }
    watch.enters(callback, System.nanoTime());
    try {
      call.run();
    } catch (Throwable thrown) { // user code: anything may come
      boolean exhausted = thrown instanceof OutOfMemoryError;
      failed |= ends || exhausted;
      watch.threw(callback, thrown, ends || exhausted);
    } finally {
      watch.leaves();
    }
  }

  /// Ends the plugin's thread: shows what is left, skips what is still left after some time, and
  /// interrupts a call that does not return. For the thread that stops, when nothing flows any
  /// more.
  ///
  /// @return false when the plugin does not return; it is called no more then
  public boolean finish(Duration patience) {
    deadlineNanos = System.nanoTime() + patience.toNanos();
    ending = true;
    LockSupport.unpark(thread);
    try {
      if (!thread.join(patience)) {
        thread.interrupt();
        thread.join(LAST_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    abandoned = thread.isAlive(); // for good, should the call return later
    if (!abandoned && !filling) {
      for (FrameSlot slot : slots) {
        slot.free();
      }
    }
    return !abandoned;
  }

  @Override
  public void sourceRemoved(String sourceId) throws Exception {
    last("source removed", () -> plugin.sourceRemoved(sourceId));
  }

  @Override
  public void stop() throws Exception {
    last("stop", plugin::stop);
  }

  private void last(String callback, Callback call) throws Exception {
    if (!abandoned && !thread.isAlive()) {
      watch.enters(callback, System.nanoTime());
      try {
        call.run();
      } finally {
        watch.leaves();
      }
    }
  }
}
