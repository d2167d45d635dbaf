package io.framegauge.adapters.transport;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Something that a stage says about a frame or an object.
///
/// @param values each in protobuf, as they came
/// @param rest fields that are not known here, in protobuf
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record Attribute(
    String namespace,
    String name,
    List<byte[]> values,
    Optional<String> hint,
    boolean persistent,
    boolean hidden,
    byte[] rest) {

  private static final int TEXT = 3; // of an AttributeValue

  public Attribute {
    values = List.copyOf(values);
  }

  /// An attribute with one text, which later stages keep and people are not shown.
  public static Attribute text(String namespace, String name, String text) {
    byte[] value =
        Wire.write(out -> {
          out.writeByteArray(TEXT, Wire.write(variant -> Wire.text(variant, 1, text)));
        });
    return new Attribute(
        namespace, name, List.of(value), Optional.empty(), true, true, Wire.NOTHING);
  }

  /// The text of an attribute that has one and no other value.
  public Optional<String> text() {
    if (values.size() != 1) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>(1);
    try {
      Wire.read(values.getFirst(), (tag, in) -> variant(tag, in, found));
      return found.stream().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean variant(int tag, CodedInputStream in, List<String> found)
      throws IOException {
    if (tag != (TEXT << 3 | Wire.DELIMITED)) {
      return false;
    }
    Wire.read(
        in.readByteArray(),
        (field, text) -> {
          boolean is = field == (1 << 3 | Wire.DELIMITED);
          if (is) {
            found.add(text.readStringRequireUtf8());
          }
          return is;
        });
    return true;
  }

  static Attribute of(byte[] bytes) throws IOException {
    Reader reader = new Reader();
    byte[] rest = Wire.read(bytes, reader);
    return new Attribute(
        reader.namespace,
        reader.name,
        reader.values,
        reader.hint,
        reader.persistent,
        reader.hidden,
        rest);
  }

  byte[] bytes() {
    return Wire.write(out -> {
      Wire.text(out, 1, namespace);
      Wire.text(out, 2, name);
      Wire.messages(out, 3, values);
      if (hint.isPresent()) {
        out.writeString(4, hint.get());
      }
      Wire.flag(out, 5, persistent);
      Wire.flag(out, 6, hidden);
      out.writeRawBytes(rest);
    });
  }

  private static final class Reader implements Wire.Field {
    private String namespace = "";
    private String name = "";
    private final List<byte[]> values = new ArrayList<>();
    private Optional<String> hint = Optional.empty();
    private boolean persistent;
    private boolean hidden;

    @Override
    public boolean read(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case 1 << 3 | Wire.DELIMITED -> namespace = in.readStringRequireUtf8();
        case 2 << 3 | Wire.DELIMITED -> name = in.readStringRequireUtf8();
        case 3 << 3 | Wire.DELIMITED -> values.add(in.readByteArray());
        case 4 << 3 | Wire.DELIMITED -> hint = Optional.of(in.readStringRequireUtf8());
        case 5 << 3 | Wire.VARINT -> persistent = in.readBool();
        case 6 << 3 | Wire.VARINT -> hidden = in.readBool();
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}
