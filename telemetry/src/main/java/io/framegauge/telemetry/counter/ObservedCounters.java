package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;
import static io.framegauge.telemetry.record.DamagedTelemetryException.unlessCut;

import io.framegauge.telemetry.record.DamagedTelemetryException;
import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// The telemetry memory of a run in another process, now or in the past: its file, mapped for
/// reading only. Any thread. What it takes is given back when nothing refers to it any more.
public final class ObservedCounters {
  private final MemorySegment memory;
  private final Limits limits;
  private final RunIdentity identity;
  private final RunSettings settings;
  private final boolean sameBoot;

  private ObservedCounters(MemorySegment memory, HeaderReader header) {
    this.memory = memory;
    this.limits = header.limits();
    this.identity = header.identity();
    this.settings = header.settings();
    this.sameBoot = Boot.isThis(header.boot());
  }

  /// Maps a file and checks that it is whole.
  ///
  /// @throws TelemetryFileException when it cannot be read, is none of this layout, or is damaged
  /// @throws DamagedTelemetryException when it was cut meanwhile
  public static ObservedCounters map(Path file) {
    MemorySegment memory = FileMapping.readOnly(file);
    return unlessCut(() -> {
      HeaderReader header = new HeaderReader(memory, file);
      header.check();
      return new ObservedCounters(memory, header);
    });
  }

  /// The live values.
  public CountersReader reader() {
    return new CountersReader(memory, limits, identity);
  }

  /// How the run was started.
  public RunSettings settings() {
    return settings;
  }

  /// How much fits.
  public Limits limits() {
    return limits;
  }

  /// The part of the memory that belongs to the ring of records; for reading only.
  public MemorySegment ring() {
    return memory.asSlice(ringOffset(limits));
  }

  /// Size of the file in bytes.
  public long bytes() {
    return memory.byteSize();
  }

  /// Whether the machine has not been started anew since, so that its monotonic clock is that of
  /// the run.
  public boolean isOfThisBoot() {
    return sameBoot;
  }

  /// Wall-clock time of the newest heartbeat in milliseconds since the epoch.
  public long heartbeatMillis() {
    return cell(H_HEARTBEAT_MILLIS);
  }

  /// The same moment on the monotonic clock of the run, in nanoseconds.
  public long heartbeatNanos() {
    return cell(H_HEARTBEAT_NANOS);
  }

  /// Whether the run was closed in order, so that nothing is written any more.
  public boolean isClosed() {
    return cell(H_CLOSED_MILLIS) != 0;
  }

  private long cell(int offset) {
    return unlessCut(() -> (long) LONG.getAcquire(memory, (long) offset));
  }
}
