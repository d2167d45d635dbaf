package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.prometheus.WebConfig;
import io.framegauge.telemetry.prometheus.WebServerException;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import io.framegauge.telemetry.zeromq.HistoryException;
import io.framegauge.telemetry.zeromq.HistoryServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final Build BUILD = new Build("1", "2", "3");
  private static final String ANY = "tcp://127.0.0.1:*";

  private static TelemetryConfig config(
      boolean enabled, int webPort, String endpoint, String streamEndpoint) {
    return new TelemetryConfig(
        new TelemetryConfig.Metrics(
            enabled,
            Optional.of(10L),
            Optional.of(60.0),
            10,
            ExtraLabels.NONE,
            Optional.empty(),
            8,
            100),
        new FileSetting.Off(),
        new WebConfig(true, "127.0.0.1", webPort),
        new HistoryServerConfig(true, endpoint, streamEndpoint, false, Optional.empty()));
  }

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = taken()) {
      return socket.getLocalPort();
    }
  }

  private static Set<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("framegauge") || name.startsWith("HTTP-Dispatcher"))
        .collect(Collectors.toSet());
  }

  /// Threads of servers end a moment after the call that closes them.
  private static void assertNothingRuns() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!ownThreads().isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(ownThreads()).isEmpty();
  }

  private static void assertFree(int... ports) throws IOException {
    for (int port : ports) {
      ServerSocket socket = new ServerSocket();
      try (socket) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        assertThat(socket.isBound()).isTrue();
      }
    }
  }

  @Test
  void shouldLeaveNothingOpenWhenTheWebPortIsTaken() throws Exception {
    try (ServerSocket other = taken()) {
      int port = other.getLocalPort();
      int free = freePort();
      TelemetryConfig config = config(true, port, "tcp://127.0.0.1:" + free, ANY);

      assertThatThrownBy(() -> Telemetry.open("city", config, BUILD))
          .isInstanceOf(WebServerException.class)
          .hasMessageStartingWith("port already in use: 127.0.0.1:" + port);
      assertNothingRuns();
      assertFree(free);
    }
  }

  @Test
  void shouldLeaveNothingOpenWhenAnEndpointIsTaken() throws Exception {
    try (ServerSocket other = taken()) {
      String endpoint = "tcp://127.0.0.1:" + other.getLocalPort();
      int web = freePort();
      int free = freePort();

      TelemetryConfig query = config(true, web, endpoint, "tcp://127.0.0.1:" + free);
      assertThatThrownBy(() -> Telemetry.open("city", query, BUILD))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("endpoint=" + endpoint);
      assertNothingRuns();
      assertFree(web, free);

      TelemetryConfig stream = config(true, web, "tcp://127.0.0.1:" + free, endpoint);
      assertThatThrownBy(() -> Telemetry.open("city", stream, BUILD))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("stream_endpoint=" + endpoint);
      assertNothingRuns();
      assertFree(web, free);
    }
  }

  @Test
  void shouldServeFromOpeningToClosingAndLeaveNothingOpen() throws Exception {
    int web = freePort();
    Telemetry telemetry = Telemetry.open("city", config(true, web, ANY, ANY), BUILD);
    try (telemetry) {
      assertThat(status(web)).contains("\"starting\"");
      telemetry.start();
      telemetry.running();
      assertThat(status(web)).contains("\"running\"");
      telemetry.end(PipelineState.ENDED);
      assertThat(status(web)).contains("\"ended\"");
      assertThat(telemetry.history().newerThan(-1, 10).records())
          .extracting(StatRecord::type)
          .containsExactly(RecordType.INITIAL, RecordType.FRAME, RecordType.TIMESTAMP);
    }
    assertNothingRuns();
    assertFree(web);
    telemetry.close();
  }

  @Test
  void shouldAnswerButRecordNothingWhenMetricsAreOff() throws Exception {
    int web = freePort();
    try (Telemetry telemetry = Telemetry.open("city", config(false, web, ANY, ANY), BUILD)) {
      telemetry.start();
      telemetry.running();
      assertThat(status(web)).contains("\"running\"");
      telemetry.end(PipelineState.STOPPED);

      assertThat(telemetry.history().newerThan(-1, 10).records()).isEmpty();
    }
    assertNothingRuns();
  }

  @Test
  void shouldCloseWithoutHavingBeenEnded() throws Exception {
    try (Telemetry telemetry = Telemetry.open("city", config(true, 0, ANY, ANY), BUILD)) {
      telemetry.start();
      assertThat(ownThreads()).contains("framegauge-sampler");
    }
    assertNothingRuns();
  }

  private static String status(int port) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/status")).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
