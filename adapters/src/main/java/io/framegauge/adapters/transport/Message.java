package io.framegauge.adapters.transport;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A message of the reference system: `protocol.Message` of its protobuf schema.
///
/// What this version of the schema does not name is kept and written again.
///
/// @param protocolVersion the version of the peer's library, which it compares to the letter
/// @param seqId unsigned; counts the messages of one sender and source from 1
/// @param systemId of the sender, a UUID; empty from old senders
/// @param rest fields that are not known here, in protobuf
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record Message(
    String protocolVersion,
    List<String> routingLabels,
    Map<String, String> propagatedContext,
    long seqId,
    String systemId,
    Content content,
    byte[] rest) {

  public Message {
    routingLabels = List.copyOf(routingLabels);
    propagatedContext = Collections.unmodifiableMap(new LinkedHashMap<>(propagatedContext));
  }

  /// A message as a source sends it.
  public Message(String protocolVersion, String systemId, long seqId, Content content) {
    this(protocolVersion, List.of(), Map.of(), seqId, systemId, content, Wire.NOTHING);
  }

  /// Reads a message.
  ///
  /// @throws MessageException if the bytes are none
  public static Message of(byte[] bytes) {
    Reader reader = new Reader();
    try {
      byte[] rest = Wire.read(bytes, reader);
      return new Message(
          reader.protocolVersion,
          reader.routingLabels,
          reader.propagatedContext,
          reader.seqId,
          reader.systemId,
          reader.content,
          rest);
    } catch (IOException e) {
      throw new MessageException("is no message: " + e.getMessage(), e);
    }
  }

  /// The message in protobuf.
  public byte[] bytes() {
    return Wire.write(out -> {
      Wire.text(out, 1, protocolVersion);
      for (String label : routingLabels) {
        out.writeString(2, label);
      }
      for (Map.Entry<String, String> entry : propagatedContext.entrySet()) {
        out.writeByteArray(3, entry(entry));
      }
      Wire.number(out, 4, seqId);
      content.write(out);
      Wire.text(out, 20, systemId);
      out.writeRawBytes(rest);
    });
  }

  private static byte[] entry(Map.Entry<String, String> entry) {
    return Wire.write((CodedOutputStream out) -> {
      Wire.text(out, 1, entry.getKey());
      Wire.text(out, 2, entry.getValue());
    });
  }

  private static final class Reader implements Wire.Field {
    private String protocolVersion = "";
    private final List<String> routingLabels = new ArrayList<>();
    private final Map<String, String> propagatedContext = new LinkedHashMap<>();
    private long seqId;
    private String systemId = "";
    private Content content = new Content.Nothing();

    @Override
    public boolean read(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case 1 << 3 | Wire.DELIMITED -> protocolVersion = in.readStringRequireUtf8();
        case 2 << 3 | Wire.DELIMITED -> routingLabels.add(in.readStringRequireUtf8());
        case 3 << 3 | Wire.DELIMITED -> Wire.textEntry(in.readByteArray(), propagatedContext);
        case 4 << 3 | Wire.VARINT -> seqId = in.readUInt64();
        case 20 << 3 | Wire.DELIMITED -> systemId = in.readStringRequireUtf8();
        default -> {
          int number = tag >>> 3;
          if ((tag & 7) != Wire.DELIMITED || !Content.isContent(number)) {
            return false;
          }
          content = Content.of(number, in.readByteArray());
        }
      }
      return true;
    }
  }
}
