package io.framegauge.adapters.transport;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A frame of a source, and what is known about it.
///
/// @param uuid of the frame
/// @param createdHigh upper half of the time of creation in nanoseconds since 1970, 128 bits in all
/// @param createdLow lower half
/// @param framerate as a fraction, such as `25/1`
/// @param encoded whether the picture is encoded anew; else it is copied as it came
/// @param codec such as `h264`; empty: raw
/// @param pts in units of the time base
/// @param pixels where the picture is
/// @param rest fields that are not known here (transformations too), in protobuf
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record VideoFrame(
    Optional<Long> previousFrameSeqId,
    String sourceId,
    String uuid,
    long createdHigh,
    long createdLow,
    String framerate,
    long width,
    long height,
    boolean encoded,
    Optional<String> codec,
    Optional<Boolean> keyframe,
    int timeBaseNumerator,
    int timeBaseDenominator,
    long pts,
    Optional<Long> dts,
    Optional<Long> duration,
    FramePixels pixels,
    List<Attribute> attributes,
    List<VideoObject> objects,
    Optional<String> previousKeyframe,
    byte[] rest)
    implements Content {

  public VideoFrame {
    attributes = List.copyOf(attributes);
    objects = List.copyOf(objects);
  }

  static VideoFrame of(byte[] bytes) throws IOException {
    VideoFrameReader reader = new VideoFrameReader();
    return reader.frame(Wire.read(bytes, reader));
  }

  @Override
  public void write(CodedOutputStream out) throws IOException {
    out.writeByteArray(5, bytes());
  }

  byte[] bytes() {
    return Wire.write(out -> {
      optional(out, 1, previousFrameSeqId);
      Wire.text(out, 2, sourceId);
      Wire.text(out, 3, uuid);
      Wire.number(out, 4, createdHigh);
      Wire.number(out, 5, createdLow);
      writePicture(out);
      writeTimes(out);
      writePixels(out);
      Wire.messages(out, 24, attributes.stream().map(Attribute::bytes).toList());
      Wire.messages(out, 25, objects.stream().map(VideoObject::bytes).toList());
      if (previousKeyframe.isPresent()) {
        out.writeString(26, previousKeyframe.get());
      }
      out.writeRawBytes(rest);
    });
  }

  private void writePicture(CodedOutputStream out) throws IOException {
    Wire.text(out, 6, framerate);
    Wire.number(out, 7, width);
    Wire.number(out, 8, height);
    Wire.flag(out, 9, encoded); // an enum on the wire: 0 copy, 1 encoded
    if (codec.isPresent()) {
      out.writeString(10, codec.get());
    }
    if (keyframe.isPresent()) {
      out.writeBool(11, keyframe.get());
    }
  }

  private void writeTimes(CodedOutputStream out) throws IOException {
    Wire.number(out, 12, timeBaseNumerator);
    Wire.number(out, 13, timeBaseDenominator);
    Wire.number(out, 14, pts);
    optional(out, 15, dts);
    optional(out, 16, duration);
  }

  /// Always there: a receiver of the reference ends when it is not.
  private void writePixels(CodedOutputStream out) throws IOException {
    switch (pixels) {
      case FramePixels.Internal internal -> out.writeByteArray(17, internal.bytes());
      case FramePixels.External external ->
          out.writeByteArray(
              18,
              Wire.write(field -> {
                Wire.text(field, 1, external.method());
                if (external.location().isPresent()) {
                  field.writeString(2, external.location().get());
                }
              }));
      case FramePixels.None none -> out.writeByteArray(19, Wire.NOTHING);
    }
  }

  private static void optional(CodedOutputStream out, int number, Optional<Long> value)
      throws IOException {
    if (value.isPresent()) {
      out.writeInt64(number, value.get());
    }
  }
}
