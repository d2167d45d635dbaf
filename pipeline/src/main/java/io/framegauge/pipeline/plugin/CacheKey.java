package io.framegauge.pipeline.plugin;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/// The sum of everything that compiled classes depend on: the source's name and text, the JDK, and
/// name, size and time of each file on the class path.
final class CacheKey {
  static final int SUM_BYTES = 32;

  private CacheKey() {}

  static String of(Path source, String text) {
    MessageDigest digest = sha256();
    add(digest, Runtime.version().toString());
    add(digest, source.getFileName().toString());
    add(digest, text);
    for (String entry : classPath().split(File.pathSeparator, -1)) {
      addFile(digest, Path.of(entry));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String classPath() {
    return System.getProperty("java.class.path", "");
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static void addFile(MessageDigest digest, Path file) {
    add(digest, file.toString());
    try (Stream<Path> files = Files.walk(file)) {
      for (Path each : (Iterable<Path>) files.sorted()::iterator) {
        BasicFileAttributes attributes = Files.readAttributes(each, BasicFileAttributes.class);
        add(
            digest,
            each + " " + attributes.size() + " " + attributes.lastModifiedTime().toMillis());
      }
    } catch (IOException | UncheckedIOException unreadable) {
      add(digest, "unreadable");
    }
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
