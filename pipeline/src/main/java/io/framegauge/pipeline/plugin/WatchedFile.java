package io.framegauge.pipeline.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file that editors save, some by writing into it, some by putting another one in its place. It
/// is asked for, ten times a second or so: that needs no thread, and sees what the system does not
/// tell, as on mounts of other machines. One thread.
public final class WatchedFile {
  /// The coarsest clock of a file system; within it two savings may bear the same time.
  private static final long CLOCK_MILLIS = 2_000;

  private static final byte[] NOTHING = {};

  private final Path file;
  private Stamp stamp;
  private byte[] sum;
  private boolean settling;

  /// What the file system tells of a file; a size of -1 when there is none.
  private record Stamp(
      long sizeBytes, long atEpochNanos, long atEpochMillis, @Nullable Object key) {
    static final Stamp ABSENT = new Stamp(-1, 0, 0, null);

    static Stamp of(Path file) {
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(
            found.size(),
            found.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS),
            found.lastModifiedTime().toMillis(),
            found.fileKey());
      } catch (IOException absent) {
        return ABSENT;
      }
    }

    boolean isSame(Stamp other) {
      return sizeBytes == other.sizeBytes
          && atEpochNanos == other.atEpochNanos
          && Objects.equals(key, other.key);
    }

    boolean isNew() {
      return Math.abs(System.currentTimeMillis() - atEpochMillis) < CLOCK_MILLIS;
    }
  }

  /// What is in the file now counts as seen.
  public WatchedFile(Path file) {
    this.file = file;
    this.stamp = Stamp.of(file);
    this.sum = sum();
  }

  /// Whether the file has another content than when this said so last, and has rested since it was
  /// asked before: nobody is in the middle of writing it. A file that has gone has no content.
  public boolean saved() {
    Stamp now = Stamp.of(file);
    if (!now.isSame(stamp)) {
      stamp = now;
      settling = true;
      return false;
    }
    if (!settling && !now.isNew()) {
      return false;
    }
    settling = false;
    byte[] before = sum;
    sum = sum();
    return !Arrays.equals(before, sum);
  }

  private byte[] sum() {
    try {
      return CacheKey.sha256().digest(Files.readAllBytes(file));
    } catch (IOException absent) {
      return NOTHING;
    }
  }
}
