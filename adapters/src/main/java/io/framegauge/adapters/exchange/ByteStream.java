package io.framegauge.adapters.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// H.264 and H.265 of a container written as a byte stream: a start code in front of each NAL unit
/// instead of its length (Annex B of both standards), and in front of each key frame the parameter
/// sets, which containers keep apart (`codec_data` of the caps, ISO/IEC 14496-15, 5.3.3.1 and
/// 8.3.3.1), so that whoever joins can decode from there.
final class ByteStream {
  private static final Pattern PACKED =
      Pattern.compile("video/x-h26([45]),.*stream-format=\\(string\\)(avc3?|hvc1|hev1)\\b.*");
  private static final Pattern STREAM_FORMAT = Pattern.compile("stream-format=\\(string\\)\\w+");
  private static final Pattern HEADER =
      Pattern.compile(", *codec_data=\\(buffer\\)((?:[0-9a-fA-F]{2})+)");

  private static final byte[] START_CODE = {0, 0, 0, 1};
  private static final int SPARE = 64;

  private final String caps;
  private final Units units;
  private final int lengthBytes;
  private final byte[] parameterSets;

  private ByteStream(String caps, Units units, int lengthBytes, byte[] parameterSets) {
    this.caps = caps;
    this.units = units;
    this.lengthBytes = lengthBytes;
    this.parameterSets = parameterSets;
  }

  /// Whether frames of these caps have lengths where a byte stream has start codes.
  static boolean isFor(String caps) {
    return PACKED.matcher(caps).matches();
  }

  /// Empty when the container's header cannot be read.
  static Optional<ByteStream> of(String caps) {
    Matcher packed = PACKED.matcher(caps);
    Matcher header = HEADER.matcher(caps);
    if (!packed.matches() || !header.find()) {
      return Optional.empty();
    }
    Units units = packed.group(1).equals("4") ? Units.H264 : Units.H265;
    ByteBuffer data = ByteBuffer.wrap(HexFormat.of().parseHex(header.group(1)));
    String plain = STREAM_FORMAT.matcher(caps).replaceFirst("stream-format=(string)byte-stream");
    String headless = HEADER.matcher(plain).replaceFirst("");
    try {
      return Optional.of(
          new ByteStream(headless, units, units.lengthBytes(data), units.parameterSets(data)));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /// The caps of what is written.
  String caps() {
    return caps;
  }

  /// The frame as it is written. What stands behind a length that cannot be true is one NAL unit,
  /// which decoders conceal as they do any damage.
  byte[] bytes(byte[] frame, boolean keyframe) {
    List<ByteBuffer> nalUnits = nalUnits(ByteBuffer.wrap(frame));
    boolean missing = keyframe && nalUnits.stream().noneMatch(units::isSequenceParameterSet);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(frame.length + parameterSets.length + SPARE);
    for (ByteBuffer unit : nalUnits) {
      if (missing && !units.isDelimiter(unit)) {
        out.writeBytes(parameterSets);
        missing = false;
      }
      write(unit, out);
    }
    return out.toByteArray();
  }

  private List<ByteBuffer> nalUnits(ByteBuffer frame) {
    List<ByteBuffer> found = new ArrayList<>();
    while (frame.remaining() > lengthBytes) {
      long length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = length << 8 | (frame.get() & 0xff);
      }
      int there = (int) Math.min(length, frame.remaining());
      if (there > 0) {
        found.add(frame.slice(frame.position(), there));
      }
      frame.position(frame.position() + there);
    }
    return found;
  }

  private static void write(ByteBuffer unit, ByteArrayOutputStream out) {
    out.writeBytes(START_CODE);
    out.write(unit.array(), unit.arrayOffset(), unit.limit());
  }

  private static void writeAll(int count, ByteBuffer header, ByteArrayOutputStream out) {
    for (int i = 0; i < count; i++) {
      int length = header.getShort() & 0xffff;
      write(header.slice(header.position(), length), out);
      header.position(header.position() + length);
    }
  }

  /// What differs between the two: table 7-1 of each standard, and the headers of containers.
  private enum Units {
    H264(4, 0, 0x1f, 7, 9),
    H265(21, 1, 0x3f, 33, 35);

    private final int lengthAt;
    private final int typeShift;
    private final int typeMask;
    private final int sequenceParameterSet;
    private final int delimiter;

    /// @param lengthAt where the header tells of how many bytes lengths are
    /// @param typeShift of the type in the first byte of a NAL unit
    /// @param sequenceParameterSet the type that says that a frame brings its own parameter sets
    /// @param delimiter the type that begins a frame, in front of which nothing may stand
    Units(int lengthAt, int typeShift, int typeMask, int sequenceParameterSet, int delimiter) {
      this.lengthAt = lengthAt;
      this.typeShift = typeShift;
      this.typeMask = typeMask;
      this.sequenceParameterSet = sequenceParameterSet;
      this.delimiter = delimiter;
    }

    int lengthBytes(ByteBuffer header) {
      return (header.get(lengthAt) & 3) + 1;
    }

    byte[] parameterSets(ByteBuffer header) {
      ByteArrayOutputStream sets = new ByteArrayOutputStream();
      header.position(lengthAt + 1);
      switch (this) {
        case H264 -> {
          writeAll(header.get() & 0x1f, header, sets); // of sequences
          writeAll(header.get() & 0xff, header, sets); // of pictures
        }
        case H265 -> {
          for (int arrays = header.get() & 0xff; arrays > 0; arrays--) {
            header.get(); // the type, which the units have, too
            writeAll(header.getShort() & 0xffff, header, sets);
          }
        }
      }
      return sets.toByteArray();
    }

    private int type(ByteBuffer unit) {
      return unit.get(0) >> typeShift & typeMask;
    }

    boolean isSequenceParameterSet(ByteBuffer unit) {
      return type(unit) == sequenceParameterSet;
    }

    boolean isDelimiter(ByteBuffer unit) {
      return type(unit) == delimiter;
    }
  }
}
