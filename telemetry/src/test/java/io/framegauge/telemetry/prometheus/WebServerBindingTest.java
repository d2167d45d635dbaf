package io.framegauge.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RunIdentity;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerBindingTest {
  @Test
  void shouldSayWhatToDoWhenThePortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      WebConfig taken = new WebConfig(true, "127.0.0.1", other.getLocalPort());

      assertThatExceptionOfType(WebServerException.class)
          .isThrownBy(() -> open(taken))
          .withMessage(
              "port already in use: 127.0.0.1:"
                  + other.getLocalPort()
                  + ". Stop the program that listens there, or choose another port with"
                  + " parameters.telemetry.web.port or WEBSERVER_PORT (0 takes any free port)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "no-such-host.invalid"})
  void shouldSayWhenAnAddressCannotBeListenedOn(String host) {
    assertThatExceptionOfType(WebServerException.class)
        .isThrownBy(() -> open(new WebConfig(true, host, 0)))
        .withMessageStartingWith("cannot listen on " + host + ":0: ")
        .withMessageContaining("Choose another address with parameters.telemetry.web.host");
  }

  @Test
  void shouldRefuseAPortThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebConfig(true, "127.0.0.1", 65_536))
        .withMessage("must be between 0 and 65535: port=65536");
    assertThat(new WebConfig(true, "::1", 80).address()).isEqualTo("[::1]:80");
  }

  @Test
  void shouldBindAgainRightAfterItWasClosed() throws Exception {
    WebServer server = open(new WebConfig(true, "127.0.0.1", 0));
    int port = server.port();
    try (RawClient raw = new RawClient(port)) {
      raw.send("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").answer();
    }
    long before = System.nanoTime();
    server.close();
    Duration closing = Duration.ofNanos(System.nanoTime() - before);

    try (WebServer again = open(new WebConfig(true, "127.0.0.1", port))) {
      assertThat(again.port()).isEqualTo(port);
    }
    assertThat(closing).isLessThan(Duration.ofMillis(900));
  }

  private static WebServer open(WebConfig config) {
    RunIdentity run = new RunIdentity("city-traffic", "6f0c", 1, 0, 0);
    Status status =
        new Status(PipelineState.RUNNING, run, Duration.ofSeconds(1), "0.1.0", 0, List.of());
    return WebServer.open(config, () -> status, new PopulatedPipeline().exposition());
  }
}
