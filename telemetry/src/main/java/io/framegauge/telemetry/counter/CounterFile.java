package io.framegauge.telemetry.counter;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The file of a new run. It is made under another name beside its own, with all its blocks, since
/// a hole in a file on a full disk would end the process in the middle of a store. [#publish] puts
/// it in its place, when its header is written; the file of the run before is kept as `.previous`.
///
/// Only one process at a time has a file of a name: it holds the lock of `.lock` beside the file
/// until it closes this or dies, however it dies.
public final class CounterFile implements AutoCloseable {
  /// Made with mode 0600: what pipelines see is nobody else's business.
  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final int CHUNK_BYTES = 1 << 20;

  /// Left for others: GStreamer's ORC keeps code in files with holes in the same folder, and a disk
  /// that is full to the last block ends its process.
  private static final long SPARE_BYTES = 1 << 20;

  private final Path file;
  private final FileLease lease;
  private final MemorySegment memory;
  private boolean published;

  private CounterFile(Path file, FileLease lease, MemorySegment memory) {
    this.file = file;
    this.lease = lease;
    this.memory = memory;
  }

  /// Makes a file of zeros that is not yet in its place.
  ///
  /// @throws TelemetryFileException when another run has the file, or what is there is no telemetry
  ///   file and is left alone
  /// @throws IOException when the place cannot be used
  public static CounterFile create(Path file, long bytes) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new TelemetryFileException("must not be a folder: file=" + file);
    }
    Path place = folder.toRealPath().resolve(file.getFileName());
    requireOurs(place);
    FileLease lease = FileLease.take(place);
    try {
      requireOurs(place);
      return new CounterFile(place, lease, zeros(beside(place, ".new"), bytes));
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(beside(place, ".new"));
      lease.close();
      throw e;
    }
  }

  private static MemorySegment zeros(Path temporary, long bytes) throws IOException {
    Files.deleteIfExists(temporary);
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            OWNER_ONLY)) {
      ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
      for (long written = 0; written < bytes; ) {
        chunk.clear().limit((int) Math.min(CHUNK_BYTES, bytes - written));
        written += channel.write(chunk);
      }
      if (Files.getFileStore(temporary).getUsableSpace() < SPARE_BYTES) {
        throw new IOException("No space left on device for anything else");
      }
      // Unmapped when nothing refers to it any more: a streaming thread may hold cells to the end.
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
    }
  }

  /// Puts the file in its place, and the one of the run before beside it.
  ///
  /// @throws IOException when that cannot be done; the memory can still be used
  public void publish() throws IOException {
    requireOurs(file);
    Path previous = beside(file, ".previous");
    requireOurs(previous);
    if (Files.exists(file, NOFOLLOW_LINKS)) {
      Files.move(file, previous, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(beside(file, ".new"), file, StandardCopyOption.ATOMIC_MOVE);
    published = true;
  }

  /// Where it is, or will be.
  public Path path() {
    return file;
  }

  MemorySegment memory() {
    return memory;
  }

  /// Lets another run have the name. A file that was never published goes; its memory, as that of
  /// one that was, stays usable.
  @Override
  public void close() throws IOException {
    try {
      if (!published) {
        Files.deleteIfExists(beside(file, ".new"));
      }
    } finally {
      lease.close();
    }
  }

  static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static void requireOurs(Path file) throws IOException {
    if (!Files.exists(file, NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      String kind = Files.isSymbolicLink(file) ? "a symbolic link" : "a folder or a device";
      throw new TelemetryFileException("must not be " + kind + ": file=" + file);
    }
    ByteBuffer first = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, NOFOLLOW_LINKS)) {
      channel.read(first);
    }
    if (first.hasRemaining() || first.getLong(0) != CounterLayout.MAGIC) {
      throw new TelemetryFileException(
          "must be a telemetry file or not exist yet (what is there is left alone): file=" + file);
    }
  }
}
