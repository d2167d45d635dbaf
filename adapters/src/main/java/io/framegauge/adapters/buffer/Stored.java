package io.framegauge.adapters.buffer;

import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.Envelope;
import io.framegauge.adapters.transport.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.WriteBuffer;

/// A message as it lies in the store: a byte for this layout, one for its kind, one that tells
/// whether it ends a stream, then each part behind its length in four bytes.
record Stored(Kind kind, boolean endOfStream, Envelope envelope) {
  private static final byte LAYOUT = 1;
  private static final int HEAD_BYTES = 3;

  static Stored of(Message message, Envelope envelope) {
    return new Stored(
        Kind.of(message.content()), message.content() instanceof Content.EndOfStream, envelope);
  }

  /// Bytes of [#write].
  int size() {
    int size = HEAD_BYTES;
    for (byte[] part : envelope.parts()) {
      size += Integer.BYTES + part.length;
    }
    return size;
  }

  void write(WriteBuffer out) {
    out.put(LAYOUT).put(kind.code()).put((byte) (endOfStream ? 1 : 0));
    for (byte[] part : envelope.parts()) {
      out.putInt(part.length).put(part);
    }
  }

  /// @param size of [#write]
  /// @throws IllegalArgumentException if the bytes are of another layout
  static Stored read(ByteBuffer in, int size) {
    int end = in.position() + size;
    byte layout = in.get();
    if (layout != LAYOUT) {
      throw new IllegalArgumentException("must be layout " + LAYOUT + ": layout=" + layout);
    }
    Kind kind = Kind.of(in.get());
    boolean endOfStream = in.get() == 1;
    List<byte[]> parts = new ArrayList<>();
    while (in.position() < end) {
      int length = in.getInt();
      if (length < 0 || length > end - in.position()) {
        throw new IllegalArgumentException("a part is longer than its message: bytes=" + length);
      }
      byte[] part = new byte[length];
      in.get(part);
      parts.add(part);
    }
    return new Stored(kind, endOfStream, new Envelope(parts));
  }
}
