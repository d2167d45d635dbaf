package io.framegauge.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Reads how long an AVI file says it is: number of frames times time per frame in its main header
/// (`avih`, the first chunk of the first list; Microsoft's AVI RIFF File Reference).
final class AviHeader {
  private static final int LIST_OFFSET = 12;
  private static final int HEADER_OFFSET = 24;
  private static final int MICROS_PER_FRAME = 32;
  private static final int TOTAL_FRAMES = 48;
  private static final int LENGTH = 52;

  private AviHeader() {}

  /// The declared duration in nanoseconds; empty when the file is no AVI file or does not say.
  static OptionalLong durationNanos(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(LENGTH)).order(ByteOrder.LITTLE_ENDIAN);
      if (header.limit() < LENGTH
          || !fourCc(header, 0).equals("RIFF")
          || !fourCc(header, 8).equals("AVI ")
          || !fourCc(header, LIST_OFFSET).equals("LIST")
          || !fourCc(header, HEADER_OFFSET).equals("avih")) {
        return OptionalLong.empty();
      }
      long micros = Integer.toUnsignedLong(header.getInt(MICROS_PER_FRAME));
      long frames = Integer.toUnsignedLong(header.getInt(TOTAL_FRAMES));
      return micros == 0 || frames == 0
          ? OptionalLong.empty()
          : OptionalLong.of(micros * frames * 1000);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static String fourCc(ByteBuffer bytes, int offset) {
    return StandardCharsets.US_ASCII.decode(bytes.slice(offset, 4)).toString();
  }
}
