package io.framegauge.adapters.buffer;

import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.Envelope;
import io.framegauge.adapters.transport.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A message as it lies in the store: a byte for this layout, one for its kind, one that tells
/// whether it ends a stream, then each part behind its length in four bytes.
record Stored(Kind kind, boolean endOfStream, Envelope envelope) {
  private static final byte LAYOUT = 1;
  private static final int HEAD_BYTES = 3;

  static Stored of(Message message, Envelope envelope) {
    return new Stored(
        Kind.of(message.content()), message.content() instanceof Content.EndOfStream, envelope);
  }

  byte[] bytes() {
    int size = HEAD_BYTES;
    for (byte[] part : envelope.parts()) {
      size += Integer.BYTES + part.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(LAYOUT).put(kind.code()).put((byte) (endOfStream ? 1 : 0));
    for (byte[] part : envelope.parts()) {
      out.putInt(part.length).put(part);
    }
    return out.array();
  }

  /// @throws IllegalArgumentException if the bytes are of another layout
  static Stored of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.get() != LAYOUT) {
      throw new IllegalArgumentException("must be layout " + LAYOUT + ": layout=" + bytes[0]);
    }
    Kind kind = Kind.of(in.get());
    boolean endOfStream = in.get() == 1;
    List<byte[]> parts = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] part = new byte[in.getInt()];
      in.get(part);
      parts.add(part);
    }
    return new Stored(kind, endOfStream, new Envelope(parts));
  }
}
