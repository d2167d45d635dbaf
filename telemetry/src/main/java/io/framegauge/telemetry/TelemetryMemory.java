package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.CounterFile;
import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.counter.TelemetryFileException;
import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a run keeps its values and records: in a file, or, with a warning, in the memory of this
/// process when no file can be had. One thread.
final class TelemetryMemory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("framegauge");

  private final LiveCounters counters;
  private final Optional<CounterFile> file;
  private Optional<Heartbeat> heartbeat = Optional.empty();

  private TelemetryMemory(LiveCounters counters, Optional<CounterFile> file) {
    this.counters = counters;
    this.file = file;
  }

  /// Lays out a new run; a file is not yet in its place.
  ///
  /// @throws TelemetryFileException when another run has the file, or it is something else
  static TelemetryMemory create(
      FileSetting setting,
      RunIdentity identity,
      RunSettings settings,
      Limits limits,
      long ringBytes) {
    Optional<CounterFile> file =
        file(setting, identity.pipelineName(), LiveCounters.bytes(limits, ringBytes));
    LiveCounters counters =
        file.map(made -> LiveCounters.inFile(made, identity, settings, limits))
            .orElseGet(() -> LiveCounters.inMemory(identity, settings, limits, ringBytes));
    return new TelemetryMemory(counters, file);
  }

  private static Optional<CounterFile> file(FileSetting setting, String name, long bytes) {
    if (setting instanceof FileSetting.Off) {
      return Optional.empty();
    }
    Optional<Path> path =
        setting instanceof FileSetting.At(Path chosen) ? Optional.of(chosen) : byName(name);
    try {
      return path.isEmpty() ? Optional.empty() : Optional.of(CounterFile.create(path.get(), bytes));
    } catch (IOException e) {
      warn(path.orElseThrow() + ": " + reason(e));
      return Optional.empty();
    }
  }

  private static Optional<Path> byName(String name) {
    try {
      return Optional.of(RuntimeFolder.ofThisProcess().fileOf(name));
    } catch (IOException e) {
      warn(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static void warn(String why) {
    LOG.warn("values and records go with this process, for there is no telemetry file: {}", why);
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "no such folder";
      case AccessDeniedException denied -> "no permission";
      case FileSystemException at when at.getReason() != null -> String.valueOf(at.getReason());
      default -> String.valueOf(failure.getMessage());
    };
  }

  LiveCounters counters() {
    return counters;
  }

  /// Puts the file in its place and begins the heartbeat; once everything of the run is laid out.
  ///
  /// @return where it is, if there is one
  Optional<Path> publish() {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      file.get().publish();
    } catch (IOException e) {
      warn(file.get().path() + ": " + reason(e));
      return Optional.empty();
    }
    heartbeat = Optional.of(Heartbeat.start(counters));
    return file.map(CounterFile::path);
  }

  /// Writes that the run is closed, and lets another one have the file.
  @Override
  public void close() {
    heartbeat.ifPresent(Heartbeat::close);
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      LOG.warn("the telemetry file cannot be closed: {}", e.getMessage());
    }
  }
}
