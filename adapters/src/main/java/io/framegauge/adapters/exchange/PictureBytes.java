package io.framegauge.adapters.exchange;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/// Reads of the JPEG and PNG formats what must be known to send a picture as it is.
final class PictureBytes {
  private static final HexFormat HEX = HexFormat.of();

  private static final byte[] JPEG_BEGIN = HEX.parseHex("ffd8ff");
  private static final byte[] JPEG_END = HEX.parseHex("ffd9");
  private static final int SCAN = 0xDA;
  private static final int FIRST_FRAME = 0xC0;
  private static final int LAST_FRAME = 0xCF;
  private static final int FRAME_HEADER = 9; // marker, length, precision, height, width

  private static final byte[] PNG_BEGIN = HEX.parseHex("89504e470d0a1a0a");
  private static final byte[] PNG_END = HEX.parseHex("49454e44");
  private static final int PNG_HEADER = 24; // signature, length, name, width, height

  private final byte[] bytes;

  PictureBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The picture, as its header tells it; empty when there is none.
  Optional<PictureFile.Picture> picture() {
    if (isPng()) {
      ByteBuffer header = ByteBuffer.wrap(bytes);
      return picture("image/png", header.getInt(16), header.getInt(20));
    }
    return isJpeg() ? jpeg() : Optional.empty();
  }

  /// Whether its last bytes are there; some programs write something behind them, and cameras a
  /// small picture with an end of its own before the frame.
  boolean isWhole() {
    return isPng() ? hasLate(PNG_END, PNG_HEADER) : hasLate(JPEG_END, frame());
  }

  private boolean isPng() {
    return bytes.length >= PNG_HEADER && isAt(0, PNG_BEGIN);
  }

  private boolean isJpeg() {
    return bytes.length >= JPEG_BEGIN.length && isAt(0, JPEG_BEGIN);
  }

  private Optional<PictureFile.Picture> picture(String media, int width, int height) {
    return width > 0 && height > 0
        ? Optional.of(new PictureFile.Picture(bytes, media, width, height))
        : Optional.empty();
  }

  private Optional<PictureFile.Picture> jpeg() {
    int at = frame();
    return at < 0
        ? Optional.empty()
        : picture("image/jpeg", unsignedShort(at + 7), unsignedShort(at + 5));
  }

  /// Goes from marker to marker, to that of a JPEG's frame; negative when there is none.
  private int frame() {
    int at = 2;
    while (at + FRAME_HEADER <= bytes.length && unsignedByte(at) == 0xFF) {
      int marker = unsignedByte(at + 1);
      if (isFrame(marker)) {
        return at;
      }
      if (marker == SCAN) {
        return -1;
      }
      // a marker may be filled up in front with more of the same byte
      at += marker == 0xFF ? 1 : 2 + Math.max(2, unsignedShort(at + 2));
    }
    return -1;
  }

  /// Among the numbers of frames are those of Huffman tables, extensions and conditions of
  /// arithmetic coding.
  private static boolean isFrame(int marker) {
    return marker >= FIRST_FRAME
        && marker <= LAST_FRAME
        && marker != 0xC4
        && marker != 0xC8
        && marker != 0xCC;
  }

  private int unsignedByte(int at) {
    return bytes[at] & 0xFF;
  }

  private int unsignedShort(int at) {
    return unsignedByte(at) << 8 | unsignedByte(at + 1);
  }

  private boolean hasLate(byte[] sought, int behind) {
    int at = bytes.length - sought.length;
    while (at >= behind && !isAt(at, sought)) {
      at--;
    }
    return at >= behind;
  }

  private boolean isAt(int at, byte[] sought) {
    int same = 0;
    while (same < sought.length && bytes[at + same] == sought[same]) {
      same++;
    }
    return same == sought.length;
  }
}
