package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.prometheus.WebConfig;
import io.framegauge.telemetry.prometheus.WebServerException;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.Metric;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {
  private static final WebConfig ANY_PORT = new WebConfig(true, "127.0.0.1", 0);
  private static final Build BUILD = new Build("0.1.0", "25", "");

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private Path file;
  private Exporter exporter;

  @BeforeEach
  void open() {
    file = folder.resolve("city.telemetry");
    exporter = Exporter.open(file, ANY_PORT, BUILD, "--listen");
  }

  @AfterEach
  void close() {
    exporter.close();
    client.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(exporter.address() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldFollowAModuleFromBeforeItsStartToAfterItsEnd() throws Exception {
    assertThat(get("/status").statusCode()).isEqualTo(503);
    assertThat(get("/status").body())
        .isEqualTo("{\"error\":\"no such telemetry file: " + file + "\"}\n");
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/metrics").body()).contains("\nframegauge_up 0.0\n");

    try (FlowingTelemetry module = new FlowingTelemetry(file).frames(30)) {
      assertThat(get("/metrics").body())
          .contains(
              "\nframegauge_up 1.0\n",
              "framegauge_stage_frames_total{line=\"7\",pipeline_name=\"city\",site=\"north\",stage_name=\"sink\"} 30.0");
      assertThat(get("/readyz").body()).isEqualTo("running\n");
      assertThat(get("/status").body())
          .contains("\"state\":\"running\"", "\"frames\":30")
          .doesNotContain("gone");
      module.end();
    }

    assertThat(get("/metrics").body())
        .contains(
            "\nframegauge_up 0.0\n",
            "framegauge_stage_frames_total{line=\"7\",pipeline_name=\"city\",site=\"north\",stage_name=\"sink\"} 30.0");
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("ended, but the module is gone\n");
    assertThat(get("/status").body()).contains("\"gone_for_seconds\":");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldNotBeReadyWhileStagesOfTheModuleAreStalled() throws Exception {
    try (FlowingTelemetry module = new FlowingTelemetry(file).frames(30)) {
      module.telemetry.families().gaugeFamily(Metric.STAGE_STALLED).set(1, "sink");

      assertThat(get("/readyz").statusCode()).isEqualTo(503);
      assertThat(get("/readyz").body()).isEqualTo("running, but stalled: sink\n");
      assertThat(get("/metrics").body())
          .contains(
              "framegauge_stage_stalled{line=\"7\",pipeline_name=\"city\",site=\"north\",stage_name=\"sink\"} 1.0");
      module.end();
    }
  }

  @Test
  void shouldGoOnWhenTheFileIsNoTelemetry() throws Exception {
    Files.writeString(file, "not telemetry");

    assertThat(get("/metrics").body()).contains("\nframegauge_up 0.0\n");
    assertThat(get("/readyz").body()).contains(file.toString());
  }

  @Test
  void shouldNameItsOptionWhenTheAddressCannotBeHad() {
    int port = URI.create(exporter.address()).getPort();
    WebConfig taken = new WebConfig(true, "127.0.0.1", port);
    WebConfig unknown = new WebConfig(true, "no.such.host.invalid", 1);

    assertThatThrownBy(() -> Exporter.open(file, taken, BUILD, "--listen"))
        .isInstanceOf(WebServerException.class)
        .hasMessage(
            "port already in use: 127.0.0.1:%d. Stop the program that listens there, or choose"
                    .formatted(port)
                + " another port with --listen (0 takes any free port)");
    assertThatThrownBy(() -> Exporter.open(file, unknown, BUILD, "--listen"))
        .isInstanceOf(WebServerException.class)
        .hasMessage(
            "cannot listen on no.such.host.invalid:1: the host is not known. Choose another address"
                + " with --listen");
  }
}
