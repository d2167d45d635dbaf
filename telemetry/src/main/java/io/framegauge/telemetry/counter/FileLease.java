package io.framegauge.telemetry.counter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right to write a telemetry file: a lock on a file beside it that is never replaced, so that
/// starts at the same moment meet there. The kernel gives it back when the process ends.
///
/// Linux takes all locks of a process on a file away when it closes any descriptor of that file, so
/// nothing else opens it, and this process opens it once only.
final class FileLease implements AutoCloseable {
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path lockFile;
  private final FileChannel channel;

  private FileLease(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /// @param file its folder's name is the real one
  /// @throws TelemetryFileException when another run has it
  static FileLease take(Path file) throws IOException {
    Path lockFile = CounterFile.beside(file, ".lock");
    if (!HELD.add(lockFile)) {
      throw inUse(file, "this process");
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel =
          FileChannel.open(
              lockFile,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, NOFOLLOW_LINKS),
              CounterFile.OWNER_ONLY);
      if (channel.tryLock() == null) {
        throw inUse(file, holder(lockFile));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII)));
      taken = true;
      return new FileLease(lockFile, channel);
    } finally {
      if (!taken) {
        if (channel != null) {
          channel.close();
        }
        HELD.remove(lockFile);
      }
    }
  }

  private static String holder(Path lockFile) {
    try {
      return "process " + Long.parseLong(Files.readString(lockFile, US_ASCII).strip());
    } catch (IOException | NumberFormatException e) {
      return "another process"; // which has only just taken it
    }
  }

  private static TelemetryFileException inUse(Path file, String by) {
    return new TelemetryFileException(
        "telemetry file in use by "
            + by
            + ": "
            + file
            + ". Stop it, give this module another name, or choose another file with"
            + " parameters.telemetry.file or TELEMETRY_FILE");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(lockFile);
    }
  }
}
