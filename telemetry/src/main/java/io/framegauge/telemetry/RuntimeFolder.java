package io.framegauge.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The user's own folder for files that live as long as the machine runs, and the names in it.
final class RuntimeFolder {
  private static final String NAME = "framegauge";
  private static final String ENDING = ".telemetry";
  private static final int MOST_CHARACTERS = 160;
  private static final int HASH_BYTES = 8;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Map<String, String> environment;
  private final Path users;
  private final Path temporary;

  /// @param users folder of the runtime directories of all users
  /// @param temporary folder that all users can write to
  RuntimeFolder(Map<String, String> environment, Path users, Path temporary) {
    this.environment = environment;
    this.users = users;
    this.temporary = temporary;
  }

  static RuntimeFolder ofThisProcess() {
    return new RuntimeFolder(
        System.getenv(), Path.of("/run/user"), Path.of(System.getProperty("java.io.tmpdir")));
  }

  /// The file of a pipeline, in a folder that exists and is nobody else's.
  ///
  /// @throws IOException when there is no such folder and none can be made
  Path fileOf(String pipelineName) throws IOException {
    return folder().resolve(encoded(pipelineName) + ENDING);
  }

  private Path folder() throws IOException {
    Integer user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    List<Path> candidates = new ArrayList<>();
    String chosen = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!chosen.isEmpty() && Path.of(chosen).isAbsolute()) {
      candidates.add(Path.of(chosen, NAME));
    }
    candidates.add(users.resolve(String.valueOf(user)).resolve(NAME));
    candidates.add(temporary.resolve(NAME + "-" + encoded(System.getProperty("user.name"))));
    IOException last = new IOException("no folder");
    for (Path candidate : candidates) {
      try {
        return made(candidate, user);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private static Path made(Path folder, Integer user) throws IOException {
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      // made before, by us or by somebody else
    }
    boolean own =
        Files.isDirectory(folder, NOFOLLOW_LINKS)
            && user.equals(Files.getAttribute(folder, "unix:uid", NOFOLLOW_LINKS))
            && Files.getPosixFilePermissions(folder, NOFOLLOW_LINKS).equals(OWNER_ONLY);
    if (!own || !Files.isWritable(folder)) {
      throw new IOException("must be a folder of this user with mode 0700: " + folder);
    }
    return folder;
  }

  /// A name as that of a file: never hidden, never too long, and never that of another name.
  static String encoded(String name) {
    StringBuilder encoded = new StringBuilder(name.isEmpty() ? "%" : "");
    for (byte each : name.getBytes(UTF_8)) {
      char character = (char) (each & 0xFF);
      boolean plain =
          character < 128
              && (Character.isLetterOrDigit(character) || "._-".indexOf(character) >= 0);
      boolean hidden = character == '.' && encoded.isEmpty();
      encoded.append(plain && !hidden ? "" + character : "%%%02X".formatted(each & 0xFF));
    }
    if (encoded.length() <= MOST_CHARACTERS) {
      return encoded.toString();
    }
    return encoded.substring(0, MOST_CHARACTERS) + "%-" + hash(name);
  }

  private static String hash(String name) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
