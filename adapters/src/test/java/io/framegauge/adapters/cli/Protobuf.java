package io.framegauge.adapters.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads the framing of the protobuf format and each family's name, its field 1
/// (`io.prometheus.client.MetricFamily` of prometheus/client_model).
final class Protobuf {
  private static final int NAME = 1 << 3 | 2; // field 1, of a wire type with a length

  private Protobuf() {}

  static List<String> familyNames(byte[] body) {
    List<String> names = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(body);
    while (in.hasRemaining()) {
      ByteBuffer family = in.slice(in.position() + sizeOf(in), lengthAt(in));
      in.position(in.position() + sizeOf(in) + lengthAt(in));
      if (family.get() != NAME) {
        throw new AssertionError("a family does not begin with its name");
      }
      byte[] name = new byte[varint(family)];
      family.get(name);
      names.add(new String(name, UTF_8));
    }
    return names;
  }

  private static int lengthAt(ByteBuffer in) {
    return varint(in.duplicate());
  }

  private static int sizeOf(ByteBuffer in) {
    ByteBuffer ahead = in.duplicate();
    varint(ahead);
    return ahead.position() - in.position();
  }

  private static int varint(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
