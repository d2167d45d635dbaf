package io.framegauge.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RunIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
  private static final WebConfig ANY_PORT = new WebConfig(true, "127.0.0.1", 0);
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private volatile PipelineState state = PipelineState.RUNNING;
  private volatile List<String> stalled = List.of();
  private final WebServer server =
      WebServer.open(ANY_PORT, this::status, new PopulatedPipeline().exposition());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void shouldAnswerAScrape() throws Exception {
    HttpResponse<byte[]> answer = get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Content-Encoding")).isEmpty();
    assertThat(text(answer))
        .contains("\nframegauge_stage_frames_total{")
        .contains("\njvm_runtime_info{");
  }

  @Test
  void shouldAnswerOpenMetricsAndProtobuf() throws Exception {
    HttpResponse<byte[]> open = get("/metrics", "Accept", OPEN_METRICS);
    HttpResponse<byte[]> protobuf =
        get(
            "/metrics",
            "Accept",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited");

    assertThat(header(open, "Content-Type"))
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(text(open)).endsWith("# EOF\n");
    assertThat(header(protobuf, "Content-Type"))
        .isEqualTo(
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                + " encoding=delimited");
    assertThat(new String(protobuf.body(), UTF_8)).contains("framegauge_stage_frames_total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "gzip;q=1", "deflate, gzip;q=0.5"})
  void shouldCompress(String acceptEncoding) throws Exception {
    HttpResponse<byte[]> answer = get("/metrics", "Accept-Encoding", acceptEncoding);

    assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(answer, "Vary")).isEqualTo("Accept, Accept-Encoding");
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(new String(plain.readAllBytes(), UTF_8)).contains("framegauge_build_info{");
    }
  }

  @Test
  void shouldAnswerOnlyTheMetricsAskedFor() throws Exception {
    String body =
        text(
            get(
                "/metrics?name%5B%5D=frame_counter_total&name[]=framegauge_build"
                    .replace("[]", "%5B%5D")));

    assertThat(body.lines().filter(line -> line.startsWith("# TYPE")))
        .containsExactly(
            "# TYPE frame_counter_total counter", "# TYPE framegauge_build_info gauge");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/status", "/healthz", "/readyz", "/", "/nope"})
  void shouldAnswerHeadLikeGetWithoutABody(String path) throws Exception {
    HttpResponse<byte[]> get = get(path, "Accept-Encoding", "gzip");
    HttpResponse<byte[]> head =
        client.send(
            request(path)
                .method("HEAD", BodyPublishers.noBody())
                .header("Accept-Encoding", "gzip")
                .build(),
            BodyHandlers.ofByteArray());

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Type")).isEqualTo(header(get, "Content-Type"));
    assertThat(header(head, "Content-Encoding")).isEqualTo(header(get, "Content-Encoding"));
    assertThat(Integer.parseInt(header(head, "Content-Length"))).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metricsfoo",
        "/metrics/",
        "/metrics/x",
        "/%6detrics",
        "/Metrics",
        "/metrics/../etc",
        "/nope"
      })
  void shouldAnswerExactPathsOnly(String path) throws Exception {
    HttpResponse<byte[]> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(text(answer))
        .isEqualTo("not found; paths are / /metrics /status /healthz /readyz\n");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/metrics",
    "PUT,/status",
    "DELETE,/metrics",
    "OPTIONS,/metrics",
    "TRACE,/healthz",
    "POST,/"
  })
  void shouldAnswerGetAndHeadOnly(String method, String path) throws Exception {
    HttpResponse<byte[]> answer =
        client.send(
            request(path).method(method, BodyPublishers.ofString("x".repeat(1000))).build(),
            BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
    assertThat(text(answer)).isEqualTo("only GET and HEAD are answered\n");
  }

  @Test
  void shouldTellTheStatusAsJson() throws Exception {
    HttpResponse<byte[]> answer = get("/status");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    assertThat(text(answer))
        .isEqualTo(
            "{\"state\":\"running\",\"pipeline_name\":\"city-traffic\",\"run\":\"6f0c\","
                + "\"uptime_seconds\":12.345,\"version\":\"0.1.0\",\"frames\":795}\n");
  }

  @ParameterizedTest
  @EnumSource(PipelineState.class)
  void shouldBeReadyOnlyWhileRunning(PipelineState now) throws Exception {
    state = now;
    String label = now.name().toLowerCase(Locale.ROOT);

    assertThat(get("/readyz").statusCode()).isEqualTo(now == PipelineState.RUNNING ? 200 : 503);
    assertThat(text(get("/readyz"))).isEqualTo(label + "\n");
    assertThat(text(get("/healthz"))).isEqualTo("ok\n");
    assertThat(get("/status").statusCode()).isEqualTo(200);
    assertThat(text(get("/status"))).contains("\"state\":\"" + label + "\"");
  }

  @Test
  void shouldNotBeReadyWhileStagesAreStalled() throws Exception {
    stalled = List.of("ingress", "sink");

    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(text(get("/readyz"))).isEqualTo("running, but stalled: ingress, sink\n");
    assertThat(text(get("/status"))).contains("\"stalled\":[\"ingress\",\"sink\"]");

    stalled = List.of();

    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(text(get("/readyz"))).isEqualTo("running\n");
  }

  @Test
  void shouldKeepStackTracesToItself() throws Exception {
    try (WebServer broken =
        WebServer.open(
            ANY_PORT,
            () -> {
              throw new IllegalStateException("secret /etc/path");
            },
            new PopulatedPipeline().exposition())) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + broken.port() + "/status"))
                  .build(),
              BodyHandlers.ofByteArray());

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(text(answer)).matches("internal error, the log has details: id=[0-9a-f]+\n");
    }
  }

  @Test
  void shouldRefuseALongQuery() throws Exception {
    assertThat(get("/metrics?" + "a".repeat(8193)).statusCode()).isEqualTo(414);
  }

  @Test
  void shouldIgnoreABody() throws IOException {
    try (RawClient raw = new RawClient(server.port())) {
      String answer =
          raw.send(
                  "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello")
              .answer();

      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nok\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%zz HTTP/1.1\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET * HTTP/1.1\r\n\r\n",
        "\0\1\2\r\n\r\n"
      })
  void shouldSurviveNonsense(String nonsense) throws Exception {
    try (RawClient raw = new RawClient(server.port())) {
      assertThat(raw.send(nonsense).answer()).doesNotContain("\tat ").doesNotContain("200 OK");
    }

    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  private Status status() {
    RunIdentity run = new RunIdentity("city-traffic", "6f0c", 1, 0, 0);
    return new Status(state, run, Duration.ofMillis(12_345), "0.1.0", 795, stalled);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path);
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
