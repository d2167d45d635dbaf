package io.framegauge.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.freedesktop.gstreamer.Gst;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// The least that any telemetry of a GStreamer pipeline over HTTP and ZeroMQ needs in Java: inits
/// GStreamer, binds an HTTP server and a ZeroMQ socket.
public final class BareProcess {
  private BareProcess() {}

  /// Serves until it is ended.
  ///
  /// @param arguments the port of HTTP and that of ZeroMQ
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Gst.init("bare");
    ZContext context = new ZContext();
    ZMQ.Socket socket = context.createSocket(SocketType.ROUTER);
    socket.bind("tcp://127.0.0.1:" + arguments[1]);
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            0);
    byte[] body = "up 1\n".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    Thread.currentThread().join();
  }
}
