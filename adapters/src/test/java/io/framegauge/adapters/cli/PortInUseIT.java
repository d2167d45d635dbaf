package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ports that somebody else has: refused before the pipeline starts, and the others are given back.
final class PortInUseIT {
  private static final String METRICS =
      "127.0.0.1:%d (metrics: parameters.telemetry.web.port or WEBSERVER_PORT)";
  private static final String HISTORY =
      "127.0.0.1:%d (history: parameters.telemetry.history_server.endpoint or HISTORY_ENDPOINT)";
  private static final String STREAM =
      "127.0.0.1:%d (stream: parameters.telemetry.history_server.stream_endpoint or"
          + " HISTORY_STREAM_ENDPOINT)";

  @TempDir private Path folder;

  @Test
  void shouldRefuseAnHttpPortInUse() throws IOException {
    Product.Start start = start();
    try (ServerSocket taken = Ports.bind(start.ports().web())) {
      assertThat(refused(start)).containsExactly(told(METRICS.formatted(taken.getLocalPort())));
    }
  }

  @Test
  void shouldRefuseAHistoryPortInUse() throws IOException {
    Product.Start start = start();
    try (ServerSocket taken = Ports.bind(start.ports().history())) {
      assertThat(refused(start)).containsExactly(told(HISTORY.formatted(taken.getLocalPort())));
    }
  }

  @Test
  void shouldRefuseAStreamPortInUse() throws IOException {
    Product.Start start = start();
    try (ServerSocket taken = Ports.bind(start.ports().stream())) {
      assertThat(refused(start)).containsExactly(told(STREAM.formatted(taken.getLocalPort())));
    }
  }

  @Test
  void shouldTellOfAllPortsInUseAtOnce() throws IOException {
    Product.Start start = start();
    try (ServerSocket web = Ports.bind(start.ports().web());
        ServerSocket history = Ports.bind(start.ports().history());
        ServerSocket stream = Ports.bind(start.ports().stream())) {
      assertThat(refused(start))
          .containsExactly(
              told(
                  METRICS.formatted(web.getLocalPort()),
                  HISTORY.formatted(history.getLocalPort()),
                  STREAM.formatted(stream.getLocalPort())));
    }
  }

  @Test
  void shouldRefuseTheSamePortForQueriesAndStream() {
    Ports ports = Ports.free();
    Product.Start start = start().with(new Ports(ports.web(), ports.history(), ports.history()));

    assertThat(refused(start))
        .singleElement()
        .asString()
        .contains("parameters.telemetry.history_server.stream_endpoint: must differ from endpoint");
  }

  @Test
  void shouldTakeFreePortsWhereZeroIsAskedFor() {
    Product.Done done =
        start()
            .with("WEBSERVER_PORT", "0")
            .with("HISTORY_ENDPOINT", "tcp://127.0.0.1:*")
            .with("HISTORY_STREAM_ENDPOINT", "tcp://127.0.0.1:0")
            .toEnd("run", "m.yml");

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.err())
        .containsPattern("metrics: http://127\\.0\\.0\\.1:[1-9]\\d+/metrics")
        .containsPattern(
            "history: tcp://127\\.0\\.0\\.1:[1-9]\\d+, stream: tcp://127\\.0\\.0\\.1:[1-9]\\d+");
  }

  private static List<String> refused(Product.Start start) {
    return start.toEnd("run", "m.yml").refusedWith(2);
  }

  private static String told(String... taken) {
    return "framegauge: %s already in use: %s. Stop the program that listens there, or choose others with these settings or variables (port 0 takes any free one)"
        .formatted(taken.length == 1 ? "port" : "ports", String.join(", ", taken));
  }

  /// A plugin tells on standard output when the pipeline starts, which must not happen.
  private Product.Start start() {
    return Product.Start.in(folder)
        .withFile(
            "Told.java",
            """
            import io.framegauge.pipeline.plugin.*;

            public final class Told implements Plugin {
              @Override public void start(PluginContext context) { System.out.println("started"); }
              @Override public void frame(Frame frame) {}
            }
            """)
        .withFile(
            "m.yml",
            """
            name: ports
            pipeline:
              source: {element: videotestsrc, properties: {num-buffers: 5}}
              elements: [{element: javafunc, class_name: Told, source: Told.java}]
              sink: {element: fakesink}
            """);
  }
}
