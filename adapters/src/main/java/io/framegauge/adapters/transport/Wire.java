package io.framegauge.adapters.transport;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Reads and writes messages of protobuf field by field. A field that is not known, or of another
/// wire type than expected, is kept as it is and written again behind the others.
final class Wire {
  static final byte[] NOTHING = new byte[0];

  /// Wire types, for tags: `number << 3 | type`.
  static final int VARINT = 0;

  static final int DELIMITED = 2;
  static final int FIXED32 = 5;

  private Wire() {}

  /// What is done with a field.
  interface Field {
    /// Reads the value if the tag is known; else leaves it and answers false.
    boolean read(int tag, CodedInputStream in) throws IOException;
  }

  /// Writes the fields of a message.
  interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  /// Reads all fields and answers the bytes of those that are not known.
  ///
  /// @throws IOException if the bytes are no message
  static byte[] read(byte[] message, Field field) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    ByteArrayOutputStream rest = new ByteArrayOutputStream(0);
    int start = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!field.read(tag, in)) {
        in.skipField(tag);
        rest.write(message, start, in.getTotalBytesRead() - start);
      }
      start = in.getTotalBytesRead();
    }
    return rest.size() == 0 ? NOTHING : rest.toByteArray();
  }

  /// Reads an entry of a map with texts as values into the map.
  static void textEntry(byte[] entry, Map<String, String> map) throws IOException {
    String[] pair = {"", ""};
    read(
        entry,
        (tag, in) -> {
          boolean known = tag == (1 << 3 | DELIMITED) || tag == (2 << 3 | DELIMITED);
          if (known) {
            pair[(tag >>> 3) - 1] = in.readStringRequireUtf8();
          }
          return known;
        });
    map.put(pair[0], pair[1]);
  }

  static byte[] write(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  /// Writes a text that is not there when it is empty.
  static void text(CodedOutputStream out, int number, String value) throws IOException {
    if (!value.isEmpty()) {
      out.writeString(number, value);
    }
  }

  /// Writes a number that is not there when it is 0, of the types int32, int64 and uint64.
  static void number(CodedOutputStream out, int number, long value) throws IOException {
    if (value != 0) {
      out.writeInt64(number, value);
    }
  }

  /// Writes a flag that is not there when it is false.
  static void flag(CodedOutputStream out, int number, boolean value) throws IOException {
    if (value) {
      out.writeBool(number, true);
    }
  }

  static void messages(CodedOutputStream out, int number, List<byte[]> messages)
      throws IOException {
    for (byte[] message : messages) {
      out.writeByteArray(number, message);
    }
  }
}
