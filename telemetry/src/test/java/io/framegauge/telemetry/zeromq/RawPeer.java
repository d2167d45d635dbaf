package io.framegauge.telemetry.zeromq;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A TCP connection that speaks as much ZMTP 3.0 as an attack needs.
final class RawPeer implements AutoCloseable {
  private static final int GREETING_BYTES = 64;
  private static final int MORE = 1;
  private static final int LARGE = 2;
  private static final int COMMAND = 4;

  private final Socket socket;

  private RawPeer(Socket socket) {
    this.socket = socket;
  }

  static RawPeer connect(String endpoint) {
    try {
      URI where = URI.create(endpoint);
      Socket socket = new Socket(where.getHost(), where.getPort());
      socket.setSoTimeout(30_000);
      return new RawPeer(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Connected, greeted and ready to send frames.
  static RawPeer shakenHands(String endpoint, String socketType) {
    return shakenHands(endpoint, socketType, "Identity", "");
  }

  /// The same, with a property of its own in the handshake.
  static RawPeer shakenHands(String endpoint, String socketType, String name, String value) {
    RawPeer peer = connect(endpoint);
    peer.send(greeting(3));
    peer.read(GREETING_BYTES);
    peer.send(ready(socketType, name, value));
    int size = peer.read(2)[1];
    peer.read(size);
    return peer;
  }

  /// Connected and greeted as one who has keys.
  static RawPeer greetedWithKeys(String endpoint) {
    RawPeer peer = connect(endpoint);
    byte[] greeting = greeting(3);
    byte[] mechanism = "CURVE".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(mechanism, 0, greeting, 12, mechanism.length);
    peer.send(greeting);
    peer.read(greeting.length);
    return peer;
  }

  static byte[] greeting(int version) {
    byte[] greeting = new byte[GREETING_BYTES];
    greeting[0] = (byte) 0xff;
    greeting[9] = 0x7f;
    greeting[10] = (byte) version;
    byte[] mechanism = "NULL".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(mechanism, 0, greeting, 12, mechanism.length);
    return greeting;
  }

  private static byte[] ready(String socketType, String name, String value) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, "READY");
    property(body, "Socket-Type", socketType);
    property(body, name, value);
    return concat(new byte[] {COMMAND, (byte) body.size()}, body.toByteArray());
  }

  private static void property(ByteArrayOutputStream out, String name, String value) {
    text(out, name);
    out.writeBytes(ByteBuffer.allocate(4).putInt(value.length()).array());
    out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] frame(byte[] body, boolean more) {
    return concat(header(body.length, more), body);
  }

  /// The header of a long frame of any size that can be written.
  static byte[] header(long size, boolean more) {
    return ByteBuffer.allocate(9).put((byte) (LARGE | (more ? MORE : 0))).putLong(size).array();
  }

  static byte[] command(byte[] body) {
    return concat(new byte[] {COMMAND, (byte) body.length}, body);
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  void send(byte[] bytes) {
    if (!trySend(bytes)) {
      throw new IllegalStateException("the server has closed the connection");
    }
  }

  /// False when the server has closed the connection.
  boolean trySend(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  byte[] read(int count) {
    try {
      byte[] bytes = socket.getInputStream().readNBytes(count);
      if (bytes.length < count) {
        throw new IllegalStateException("the server has closed the connection");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads until the server closes the connection, for 30 seconds at most.
  void awaitClosed() {
    try {
      InputStream in = socket.getInputStream();
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (java.net.SocketTimeoutException e) {
      throw new UncheckedIOException("the server keeps the connection", e);
    } catch (IOException e) {
      // reset: closed as well
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
