package io.framegauge.pipeline.plugin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compiled classes.
///
/// @param byName the bytes of each class by its binary name
record ClassFiles(SortedMap<String, byte[]> byName) {

  ClassFiles {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /// All of them in one array: their number, then name, length and bytes of each.
  byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(byName.size());
    for (var entry : byName.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().length);
      out.write(entry.getValue());
    }
    return bytes.toByteArray();
  }

  /// Reads what [#toBytes()] wrote.
  static ClassFiles of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    SortedMap<String, byte[]> classes = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      classes.put(name, in.readNBytes(in.readInt()));
    }
    return new ClassFiles(classes);
  }
}
