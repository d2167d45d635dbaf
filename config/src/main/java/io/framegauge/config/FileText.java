package io.framegauge.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The text of a file, which has to be UTF-8 and of a bearable size.
final class FileText {
  private static final int MOST_BYTES = 4 * YamlReader.MOST_CHARACTERS;

  private FileText() {}

  static Optional<String> read(Path file, Problems problems) {
    Position start = Position.startOf(file.toString());
    if (Files.isDirectory(file)) {
      problems.add(start, "", "a directory, not a file");
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return decode(start, in.readNBytes(MOST_BYTES + 1), problems);
    } catch (NoSuchFileException e) {
      problems.add(start, "", "no such file");
    } catch (AccessDeniedException e) {
      problems.add(start, "", "the file may not be read: permission denied");
    } catch (IOException e) {
      problems.add(start, "", "the file cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<String> decode(Position start, byte[] bytes, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (!result.isError()) {
      return Optional.of(text);
    }
    String found = String.format("0x%02X", bytes[in.position()] & 0xFF);
    problems.add(
        YamlReader.positionAt(start.file(), text, text.codePointCount(0, text.length())),
        "",
        "not UTF-8 (found the byte " + found + ")");
    return Optional.empty();
  }
}
