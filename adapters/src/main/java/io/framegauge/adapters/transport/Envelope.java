package io.framegauge.adapters.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/// A message as it travels: a topic, the message in protobuf, and any number of payload parts.
///
/// @param parts the frames in their order, at least two; not copied
public record Envelope(List<byte[]> parts) {
  static final int LEAST_PARTS = 2;

  public Envelope {
    if (parts.size() < LEAST_PARTS) {
      throw new IllegalArgumentException("must have at least 2 parts: parts=" + parts.size());
    }
    parts = List.copyOf(parts);
  }

  /// Puts a message into one.
  ///
  /// @param payload parts behind the message; the reference always sends one, an empty one too
  public static Envelope of(String topic, Message message, byte[]... payload) {
    byte[][] parts = new byte[LEAST_PARTS + payload.length][];
    parts[0] = topic.getBytes(UTF_8);
    parts[1] = message.bytes();
    System.arraycopy(payload, 0, parts, LEAST_PARTS, payload.length);
    return new Envelope(List.of(parts));
  }

  /// The id of the source.
  public String topic() {
    return new String(parts.getFirst(), UTF_8);
  }

  /// Reads the message.
  ///
  /// @throws MessageException if it is none
  public Message message() {
    return Message.of(parts.get(1));
  }

  /// Bytes of all parts together.
  public long size() {
    return parts.stream().mapToLong(part -> part.length).sum();
  }
}
