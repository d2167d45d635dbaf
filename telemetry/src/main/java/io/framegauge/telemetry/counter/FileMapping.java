package io.framegauge.telemetry.counter;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Maps files that exist. A mapping is undone when nothing refers to it any more: a reader may be
/// in the middle of it at any time.
final class FileMapping {
  private FileMapping() {}

  /// @throws TelemetryFileException when it cannot be read
  static MemorySegment readOnly(Path file) {
    if (!Files.exists(file)) {
      throw new TelemetryFileException("no such telemetry file: " + file);
    }
    if (!Files.isRegularFile(file)) {
      throw new TelemetryFileException("not a telemetry file, not even a regular one: " + file);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    } catch (NoSuchFileException e) {
      throw new TelemetryFileException("no such telemetry file: " + file, e);
    } catch (AccessDeniedException e) {
      throw new TelemetryFileException("no permission to read the telemetry file: " + file, e);
    } catch (IOException e) {
      throw new TelemetryFileException(
          "the telemetry file cannot be read (" + e.getMessage() + "): " + file, e);
    }
  }
}
