package io.framegauge.telemetry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that looks at what streaming threads cannot tell: levels of queues, and that a
/// time period is over.
public final class Sampler {
  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
  private static final long SAMPLE_NANOS = 50_000_000;

  private final List<LongConsumer> samples = new CopyOnWriteArrayList<>();
  private final Recorder recorder;
  private final long periodNanos;
  private long nextSampleNanos;
  private long nextRecordNanos;
  private volatile boolean stopped;
  private @Nullable Thread thread;

  /// A sampler that does not run yet.
  ///
  /// @param periodNanos between timestamp records; [Recorder#OFF] for none
  Sampler(Recorder recorder, long periodNanos) {
    this.recorder = recorder;
    this.periodNanos = periodNanos;
  }

  /// Something to look at twenty times a second; it is given the monotonic time.
  public void onSample(LongConsumer sample) {
    samples.add(sample);
  }

  /// Takes a sample in the calling thread, before the sampler's own thread runs.
  void sampleNow() {
    sample(System.nanoTime());
  }

  /// Starts the thread; time periods begin now.
  void start() {
    begin(System.nanoTime());
    thread = Thread.ofPlatform().name("framegauge-sampler").daemon().start(this::run);
  }

  void begin(long nowNanos) {
    nextSampleNanos = nowNanos;
    nextRecordNanos = nowNanos + periodNanos;
  }

  /// Stops the thread and waits for it; a last sample is taken.
  void stop() {
    stopped = true;
    Thread running = thread;
    if (running != null) {
      LockSupport.unpark(running);
      try {
        running.join(2_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    while (!stopped) {
      LockSupport.parkNanos(this, turn());
    }
    sample(System.nanoTime());
  }

  private long turn() {
    try {
      return doWork(System.nanoTime());
    } catch (RuntimeException | Error e) { // such as no memory: the next turn may have some
      LOG.warn("a turn of the sampler failed", e);
      return SAMPLE_NANOS;
    }
  }

  /// One turn of duty.
  ///
  /// @return nanoseconds until the next one
  long doWork(long nowNanos) {
    if (nowNanos - nextSampleNanos >= 0) {
      sample(nowNanos);
      nextSampleNanos = nowNanos + SAMPLE_NANOS;
    }
    if (periodNanos != Recorder.OFF && nowNanos - nextRecordNanos >= 0) {
      recorder.timePassed();
      // Periods that were slept through are not made up for: one record, then the next on the grid.
      long missed = (nowNanos - nextRecordNanos) / periodNanos;
      nextRecordNanos += (missed + 1) * periodNanos;
    }
    long untilSample = nextSampleNanos - nowNanos;
    long untilRecord = periodNanos == Recorder.OFF ? untilSample : nextRecordNanos - nowNanos;
    return Math.max(1, Math.min(untilSample, untilRecord));
  }

  private void sample(long nowNanos) {
    for (LongConsumer sample : List.copyOf(samples)) {
      if (!taken(sample, nowNanos)) {
        samples.remove(sample);
      }
    }
  }

  private static boolean taken(LongConsumer sample, long nowNanos) {
    try {
      sample.accept(nowNanos);
      return true;
    } catch (RuntimeException | Error e) { // time periods go on, whatever a sample does
      LOG.warn("a sample failed and is not taken again", e);
      return false;
    }
  }
}
