package io.framegauge.telemetry.zeromq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;

/// Speaks ZMTP 3.0 byte by byte, for what no ZeroMQ library would send.
final class RawPeer implements AutoCloseable {
  static final int MORE = 1;
  static final int LARGE = 2;
  static final int COMMAND = 4;

  private final Socket socket;
  private final DataInputStream in;

  RawPeer(String endpoint) throws IOException {
    Endpoint where = Endpoint.parse("endpoint", endpoint);
    socket = new Socket(where.address().getAddress(), where.port());
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
  }

  RawPeer send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  RawPeer send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  /// The first 64 bytes of ZMTP 3.0 with the mechanism NULL.
  static byte[] greeting() {
    ByteBuffer greeting = ByteBuffer.allocate(64);
    greeting.put((byte) 0xff).putLong(1).put((byte) 0x7f).put((byte) 3).put((byte) 0);
    return greeting.put("NULL".getBytes(ISO_8859_1)).array();
  }

  /// A short frame.
  static byte[] frame(int flags, byte[] body) {
    return ByteBuffer.allocate(2 + body.length)
        .put((byte) flags)
        .put((byte) body.length)
        .put(body)
        .array();
  }

  /// Flags and size of a long frame, whatever comes after them.
  static byte[] header(int flags, long size) {
    return ByteBuffer.allocate(9).put((byte) (flags | LARGE)).putLong(size).array();
  }

  /// The command that ends the handshake.
  static byte[] ready(String... properties) {
    ByteBuffer body = ByteBuffer.allocate(250).put((byte) 5).put("READY".getBytes(ISO_8859_1));
    for (int i = 0; i < properties.length; i += 2) {
      byte[] value = properties[i + 1].getBytes(ISO_8859_1);
      body.put((byte) properties[i].length()).put(properties[i].getBytes(ISO_8859_1));
      body.putInt(value.length).put(value);
    }
    byte[] written = new byte[body.position()];
    body.flip().get(written);
    return frame(COMMAND, written);
  }

  /// Becomes a peer like any other.
  RawPeer shake(String... properties) throws IOException {
    send(greeting()).send(ready(properties));
    in.readFully(new byte[64]);
    readFrame();
    return this;
  }

  String readFrame() throws IOException {
    int flags = in.readUnsignedByte();
    long size = (flags & LARGE) != 0 ? in.readLong() : in.readUnsignedByte();
    byte[] body = new byte[Math.toIntExact(size)];
    in.readFully(body);
    return new String(body, UTF_8);
  }

  /// Whether the other side ends the connection, whatever it sends before.
  boolean isDisconnected() throws IOException {
    try {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return true;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
