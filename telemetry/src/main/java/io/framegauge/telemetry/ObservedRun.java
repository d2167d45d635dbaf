package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.counter.ObservedCounters;
import io.framegauge.telemetry.counter.TelemetryFileException;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.DamagedTelemetryException;
import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import io.framegauge.telemetry.zeromq.HistoryInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A run in another process, now or in the past, read from its telemetry file. Any thread; it never
/// writes, and never slows the run. Nothing has to be closed.
///
/// The run goes on or not while it is read: [#isLive]. Values and records of one that is over stay
/// as they were. Reading throws [DamagedTelemetryException] where something else than the run has
/// changed or cut the file.
public final class ObservedRun {
  /// A run whose newest heartbeat is older is taken for over: it writes several a second.
  public static final Duration HEARTBEAT_LIMIT = Duration.ofSeconds(2);

  private final ObservedCounters counters;
  private final RunSettings settings;
  private final ExtraLabels extraLabels;
  private final CountersReader reader;
  private final History history;
  private final InstantSource wallClock;
  private final LongSupplier nanoClock;

  private ObservedRun(ObservedCounters counters, InstantSource wallClock, LongSupplier nanoClock) {
    this.counters = counters;
    this.settings = counters.settings();
    this.extraLabels = new ExtraLabels(settings.extraLabels());
    this.reader = counters.reader();
    this.wallClock = wallClock;
    this.nanoClock = nanoClock;
    this.history = History.observe(counters.ring(), reader::stageName, () -> !isLive());
  }

  /// Opens the file of a run.
  ///
  /// @throws TelemetryFileException when there is no such file, it cannot be read, is foreign or of
  ///   another layout, truncated or damaged; the message says which
  public static ObservedRun open(Path file) {
    return open(file, InstantSource.system(), System::nanoTime);
  }

  /// Opens the file of a run, whose age is told by other clocks.
  ///
  /// @param nanoClock the monotonic clock of this machine, in nanoseconds
  /// @throws TelemetryFileException as [#open(Path)]
  public static ObservedRun open(Path file, InstantSource wallClock, LongSupplier nanoClock) {
    try {
      return new ObservedRun(ObservedCounters.map(file), wallClock, nanoClock);
    } catch (DamagedTelemetryException | IllegalArgumentException e) {
      throw new TelemetryFileException(
          "the telemetry file is damaged (" + e.getMessage() + "): " + file);
    }
  }

  /// Which run it is.
  public RunIdentity identity() {
    return reader.identity();
  }

  /// The live values.
  public CountersReader counters() {
    return reader;
  }

  /// The records.
  public History history() {
    return history;
  }

  /// How the run was started.
  public RunSettings settings() {
    return settings;
  }

  /// Versions of what the run runs on.
  public Build build() {
    return Servers.build(settings);
  }

  /// Labels on every series of the run.
  public ExtraLabels extraLabels() {
    return extraLabels;
  }

  /// What the query `info` tells of the run.
  public HistoryInfo info() {
    return RunInfo.of(reader, settings, nowNanos());
  }

  /// Whether the process of the run is there: it has not closed its telemetry, and its newest
  /// heartbeat is at most [#HEARTBEAT_LIMIT] old. What state its pipeline is in is another matter:
  /// [CountersReader#state].
  public boolean isLive() {
    return !counters.isClosed() && heartbeatAge().compareTo(HEARTBEAT_LIMIT) <= 0;
  }

  /// Time since the newest heartbeat of the run.
  public Duration heartbeatAge() {
    return Duration.ofNanos(Math.max(0, nowNanos() - counters.heartbeatNanos()));
  }

  /// The time now, in nanoseconds, on the monotonic clock that the run takes its times from, such
  /// as [io.framegauge.telemetry.record.StageCounts#lastBufferNanos]. After a start of the machine,
  /// or where clocks of containers differ, it is told by the wall clock.
  public long nowNanos() {
    long heartbeat = counters.heartbeatNanos();
    long now = nanoClock.getAsLong();
    if (counters.isOfThisBoot() && now - heartbeat > -HEARTBEAT_LIMIT.toNanos()) {
      return now;
    }
    long sinceMillis = wallClock.millis() - counters.heartbeatMillis();
    return heartbeat + TimeUnit.MILLISECONDS.toNanos(Math.max(0, sinceMillis));
  }

  /// Size of the file in bytes.
  long bytes() {
    return counters.bytes();
  }
}
