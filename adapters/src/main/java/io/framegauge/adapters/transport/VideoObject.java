package io.framegauge.adapters.transport;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An object on a frame.
///
/// @param id unique on its frame
/// @param namespace the model that found it
/// @param trackBox where the tracker says it is
/// @param rest fields that are not known here, in protobuf
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record VideoObject(
    long id,
    Optional<Long> parentId,
    String namespace,
    String label,
    Optional<String> drawLabel,
    BoundingBox detectionBox,
    List<Attribute> attributes,
    Optional<Float> confidence,
    Optional<BoundingBox> trackBox,
    Optional<Long> trackId,
    byte[] rest) {

  public VideoObject {
    attributes = List.copyOf(attributes);
  }

  static VideoObject of(byte[] bytes) throws IOException {
    Reader reader = new Reader();
    byte[] rest = Wire.read(bytes, reader);
    return new VideoObject(
        reader.id,
        reader.parentId,
        reader.namespace,
        reader.label,
        reader.drawLabel,
        reader.detectionBox,
        reader.attributes,
        reader.confidence,
        reader.trackBox,
        reader.trackId,
        rest);
  }

  byte[] bytes() {
    return Wire.write(out -> {
      Wire.number(out, 1, id);
      if (parentId.isPresent()) {
        out.writeInt64(2, parentId.get());
      }
      Wire.text(out, 3, namespace);
      Wire.text(out, 4, label);
      if (drawLabel.isPresent()) {
        out.writeString(5, drawLabel.get());
      }
      out.writeByteArray(6, detectionBox.bytes());
      Wire.messages(out, 7, attributes.stream().map(Attribute::bytes).toList());
      if (confidence.isPresent()) {
        out.writeFloat(8, confidence.get());
      }
      if (trackBox.isPresent()) {
        out.writeByteArray(9, trackBox.get().bytes());
      }
      if (trackId.isPresent()) {
        out.writeInt64(10, trackId.get());
      }
      out.writeRawBytes(rest);
    });
  }

  private static final class Reader implements Wire.Field {
    private long id;
    private Optional<Long> parentId = Optional.empty();
    private String namespace = "";
    private String label = "";
    private Optional<String> drawLabel = Optional.empty();
    private BoundingBox detectionBox = new BoundingBox(0, 0, 0, 0, Optional.empty());
    private final List<Attribute> attributes = new ArrayList<>();
    private Optional<Float> confidence = Optional.empty();
    private Optional<BoundingBox> trackBox = Optional.empty();
    private Optional<Long> trackId = Optional.empty();

    @Override
    public boolean read(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case 1 << 3 | Wire.VARINT -> id = in.readInt64();
        case 2 << 3 | Wire.VARINT -> parentId = Optional.of(in.readInt64());
        case 3 << 3 | Wire.DELIMITED -> namespace = in.readStringRequireUtf8();
        case 4 << 3 | Wire.DELIMITED -> label = in.readStringRequireUtf8();
        case 5 << 3 | Wire.DELIMITED -> drawLabel = Optional.of(in.readStringRequireUtf8());
        case 6 << 3 | Wire.DELIMITED -> detectionBox = BoundingBox.of(in.readByteArray());
        case 7 << 3 | Wire.DELIMITED -> attributes.add(Attribute.of(in.readByteArray()));
        case 8 << 3 | Wire.FIXED32 -> confidence = Optional.of(in.readFloat());
        case 9 << 3 | Wire.DELIMITED -> trackBox = Optional.of(BoundingBox.of(in.readByteArray()));
        case 10 << 3 | Wire.VARINT -> trackId = Optional.of(in.readInt64());
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}
