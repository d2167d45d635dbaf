package io.framegauge.adapters.buffer;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// Messages as values of a map, without a copy on their way: their size, then [Stored#write].
final class StoredType extends BasicDataType<Stored> {
  static final StoredType INSTANCE = new StoredType();

  private StoredType() {}

  @Override
  public int getMemory(Stored message) {
    return message.size();
  }

  @Override
  public void write(WriteBuffer out, Stored message) {
    out.putVarInt(message.size());
    message.write(out);
  }

  @Override
  public Stored read(ByteBuffer in) {
    return Stored.read(in, DataUtils.readVarInt(in));
  }

  @Override
  public Stored[] createStorage(int size) {
    return new Stored[size];
  }
}
