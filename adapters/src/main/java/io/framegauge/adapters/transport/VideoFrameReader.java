package io.framegauge.adapters.transport;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a [VideoFrame] field by field, in any order.
final class VideoFrameReader implements Wire.Field {
  private Optional<Long> previousFrameSeqId = Optional.empty();
  private String sourceId = "";
  private String uuid = "";
  private long createdHigh;
  private long createdLow;
  private String framerate = "";
  private long width;
  private long height;
  private boolean encoded;
  private Optional<String> codec = Optional.empty();
  private Optional<Boolean> keyframe = Optional.empty();
  private int timeBaseNumerator;
  private int timeBaseDenominator;
  private long pts;
  private Optional<Long> dts = Optional.empty();
  private Optional<Long> duration = Optional.empty();
  private FramePixels pixels = new FramePixels.None();
  private final List<Attribute> attributes = new ArrayList<>();
  private final List<VideoObject> objects = new ArrayList<>();
  private Optional<String> previousKeyframe = Optional.empty();

  VideoFrame frame(byte[] rest) {
    return new VideoFrame(
        previousFrameSeqId,
        sourceId,
        uuid,
        createdHigh,
        createdLow,
        framerate,
        width,
        height,
        encoded,
        codec,
        keyframe,
        timeBaseNumerator,
        timeBaseDenominator,
        pts,
        dts,
        duration,
        pixels,
        attributes,
        objects,
        previousKeyframe,
        rest);
  }

  @Override
  public boolean read(int tag, CodedInputStream in) throws IOException {
    return (tag & 7) == Wire.VARINT ? number(tag >>> 3, in) : delimited(tag, in);
  }

  private boolean number(int field, CodedInputStream in) throws IOException {
    switch (field) {
      case 1 -> previousFrameSeqId = Optional.of(in.readInt64());
      case 4 -> createdHigh = in.readUInt64();
      case 5 -> createdLow = in.readUInt64();
      case 7 -> width = in.readInt64();
      case 8 -> height = in.readInt64();
      case 9 -> encoded = in.readEnum() != 0;
      case 11 -> keyframe = Optional.of(in.readBool());
      case 12 -> timeBaseNumerator = in.readInt32();
      case 13 -> timeBaseDenominator = in.readInt32();
      case 14 -> pts = in.readInt64();
      case 15 -> dts = Optional.of(in.readInt64());
      case 16 -> duration = Optional.of(in.readInt64());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean delimited(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case 2 << 3 | Wire.DELIMITED -> sourceId = in.readStringRequireUtf8();
      case 3 << 3 | Wire.DELIMITED -> uuid = in.readStringRequireUtf8();
      case 6 << 3 | Wire.DELIMITED -> framerate = in.readStringRequireUtf8();
      case 10 << 3 | Wire.DELIMITED -> codec = Optional.of(in.readStringRequireUtf8());
      case 17 << 3 | Wire.DELIMITED -> pixels = new FramePixels.Internal(in.readByteArray());
      case 18 << 3 | Wire.DELIMITED -> pixels = external(in.readByteArray());
      case 19 << 3 | Wire.DELIMITED -> {
        in.readByteArray();
        pixels = new FramePixels.None();
      }
      case 24 << 3 | Wire.DELIMITED -> attributes.add(Attribute.of(in.readByteArray()));
      case 25 << 3 | Wire.DELIMITED -> objects.add(VideoObject.of(in.readByteArray()));
      case 26 << 3 | Wire.DELIMITED -> previousKeyframe = Optional.of(in.readStringRequireUtf8());
      default -> {
        return false;
      }
    }
    return true;
  }

  private static FramePixels external(byte[] bytes) throws IOException {
    String[] method = {""};
    List<String> location = new ArrayList<>(1);
    Wire.read(
        bytes,
        (tag, in) -> {
          switch (tag) {
            case 1 << 3 | Wire.DELIMITED -> method[0] = in.readStringRequireUtf8();
            case 2 << 3 | Wire.DELIMITED -> location.add(in.readStringRequireUtf8());
            default -> {
              return false;
            }
          }
          return true;
        });
    return new FramePixels.External(method[0], location.stream().reduce((a, b) -> b));
  }
}
