package io.framegauge.telemetry.zeromq;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zeromq.ZMQ;

/// CURVE keys in the certificate files of ZeroMQ, as `zmq.auth.create_certificates` of pyzmq writes
/// them; several in one file, as `cat` makes it, are a list:
///
/// ```
/// # a comment
/// metadata
///     name = value
/// curve
///     public-key = "40 characters of Z85"
///     secret-key = "40 characters of Z85"
/// ```
///
/// A file with a secret key must be readable by its owner only. What a message shows of a file is
/// the number of a line, never its text.
final class KeyFile {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9_.-]+)\\s*=\\s*(.*)");
  private static final Pattern KEY =
      Pattern.compile("[\"']?([0-9a-zA-Z.:+=^!/*?&<>()\\[\\]{}@%$#-]{40})[\"']?");

  private final String shown;
  private final Set<String> publicKeys = new LinkedHashSet<>();
  private final List<String> secretKeys = new ArrayList<>();

  private KeyFile(String shown) {
    this.shown = shown;
  }

  /// The key pair of a server or a client.
  ///
  /// @param setting what names the file, for messages
  /// @throws HistoryException if the file is not to be had, or not as it must be
  static KeyPair pair(String setting, Path file) {
    KeyFile keys = read(setting, file);
    if (keys.secretKeys.size() != 1 || keys.publicKeys.size() != 1) {
      throw keys.refused("must have one public-key and one secret-key");
    }
    keys.requirePrivate(file);
    return new KeyPair(keys.publicKeys.iterator().next(), keys.secretKeys.getFirst());
  }

  /// The public keys of a list, at least one.
  ///
  /// @throws HistoryException as for [#pair]
  static Set<String> publicKeys(String setting, Path file) {
    KeyFile keys = read(setting, file);
    if (!keys.secretKeys.isEmpty()) {
      throw keys.refused("must have public keys only, found a secret-key");
    }
    if (keys.publicKeys.isEmpty()) {
      throw keys.refused("must have a public-key");
    }
    return Set.copyOf(keys.publicKeys);
  }

  /// The one public key of a peer.
  ///
  /// @throws HistoryException as for [#pair]
  static String publicKey(String setting, Path file) {
    Set<String> keys = publicKeys(setting, file);
    if (keys.size() != 1) {
      throw new KeyFile(setting + "=" + file).refused("must have one public-key");
    }
    return keys.iterator().next();
  }

  private static KeyFile read(String setting, Path file) {
    KeyFile keys = new KeyFile(setting + "=" + file);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw keys.refused("must be a file");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw keys.refused("is too large for a file of keys");
      }
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      for (int i = 0; i < lines.size(); i++) {
        keys.line(i + 1, lines.get(i).strip());
      }
    } catch (NoSuchFileException e) {
      throw new HistoryException("no such file: " + keys.shown, e);
    } catch (MalformedInputException e) {
      throw new HistoryException("is no file of keys: " + keys.shown, e);
    } catch (IOException e) {
      throw new HistoryException("cannot be read (" + e.getMessage() + "): " + keys.shown, e);
    }
    return keys;
  }

  private void line(int number, String line) {
    if (line.isEmpty() || line.startsWith("#") || line.equals("metadata") || line.equals("curve")) {
      return;
    }
    Matcher entry = ENTRY.matcher(line);
    if (!entry.matches()) {
      throw refused("line " + number + " must have the form public-key = \"KEY\"");
    }
    switch (entry.group(1)) {
      case "public-key" -> publicKeys.add(key(number, entry.group(2)));
      case "secret-key" -> secretKeys.add(key(number, entry.group(2)));
      default -> {
        // metadata
      }
    }
  }

  private String key(int number, String value) {
    Matcher key = KEY.matcher(value);
    if (!key.matches()
        || !key.group(1).equals(ZMQ.Curve.z85Encode(ZMQ.Curve.z85Decode(key.group(1))))) {
      throw refused("line " + number + " must have a key of 40 characters of Z85");
    }
    return key.group(1);
  }

  private void requirePrivate(Path file) {
    try {
      Set<PosixFilePermission> given = EnumSet.noneOf(PosixFilePermission.class);
      given.addAll(Files.getPosixFilePermissions(file));
      given.removeAll(
          Set.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));
      if (!given.isEmpty()) {
        throw refused("must be accessible to its owner only (chmod 600)");
      }
    } catch (UnsupportedOperationException e) {
      // a file system without such permissions
    } catch (IOException e) {
      throw new HistoryException("cannot be read (" + e.getMessage() + "): " + shown, e);
    }
  }

  private HistoryException refused(String rule) {
    return new HistoryException(rule + ": " + shown);
  }
}
