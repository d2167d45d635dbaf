package io.framegauge.pipeline.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compiled classes in a folder that several processes may share: one file an entry, which is
/// complete from the moment it has its name.
///
/// A file is the SHA-256 of its content and the content. What does not match its sum counts as
/// absent and is written again; a folder that cannot be used costs time, not the start.
final class ClassCache {
  private static final Logger LOG = LoggerFactory.getLogger(ClassCache.class);

  private final Path folder;

  ClassCache(Path folder) {
    this.folder = folder;
  }

  Optional<ClassFiles> find(String key) {
    try {
      byte[] file = Files.readAllBytes(file(key));
      byte[] content =
          Arrays.copyOfRange(file, Math.min(CacheKey.SUM_BYTES, file.length), file.length);
      byte[] sum = CacheKey.sha256().digest(content);
      if (Arrays.equals(sum, 0, sum.length, file, 0, file.length - content.length)) {
        return Optional.of(ClassFiles.of(content));
      }
      LOG.warn("damaged, compiling again: {}", file(key));
    } catch (NoSuchFileException none) {
      LOG.debug("not compiled before: {}", file(key));
    } catch (IOException unreadable) {
      LOG.warn("cannot be read, compiling again: {}", unreadable.toString());
    }
    return Optional.empty();
  }

  void keep(String key, ClassFiles classes) {
    try {
      byte[] content = classes.toBytes();
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, "unfinished", ".tmp");
      try {
        try (var out = Files.newOutputStream(unfinished)) {
          out.write(CacheKey.sha256().digest(content));
          out.write(content);
        }
        Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException unwritable) {
      LOG.warn("compiled classes cannot be kept for the next start: {}", unwritable.toString());
    }
  }

  private Path file(String key) {
    return folder.resolve(key + ".classes");
  }
}
