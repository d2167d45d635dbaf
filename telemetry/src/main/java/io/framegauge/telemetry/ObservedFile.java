package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.TelemetryFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The telemetry file of a module that may start anew any number of times: answers the run that is
/// in the file now. Any thread.
public final class ObservedFile {
  private final Path file;
  private @Nullable ObservedRun run;
  private @Nullable Object key;

  /// Opens nothing yet; the file may come later.
  public ObservedFile(Path file) {
    this.file = file;
  }

  /// Where it is.
  public Path path() {
    return file;
  }

  /// The run in the file now; the same object as before until there is another. When the file is
  /// gone, the last run that was in it.
  ///
  /// @throws TelemetryFileException when there is none that can be read; the message says why
  public synchronized ObservedRun current() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (run == null || !Objects.equals(now.fileKey(), key)) {
        run = ObservedRun.open(file);
        key = now.fileKey();
      }
      if (now.size() < run.bytes()) {
        throw new TelemetryFileException(
            "the telemetry file is truncated: it has %d of %d bytes: %s"
                .formatted(now.size(), run.bytes(), file));
      }
      return run;
    } catch (NoSuchFileException e) {
      if (run == null) {
        throw new TelemetryFileException("no such telemetry file: " + file);
      }
      return run;
    } catch (IOException e) {
      throw new TelemetryFileException(
          "the telemetry file cannot be read (" + e.getMessage() + "): " + file);
    }
  }
}
