package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryServerConfigTest {
  @Test
  void shouldHaveNoProblemByDefault() {
    assertThat(HistoryServerConfig.byDefault().problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://127.0.0.1:5557",
        "tcp://localhost:5557",
        "tcp://127.0.0.2:*",
        "tcp://127.0.0.1:0",
        "tcp://[::1]:5557"
      })
  void shouldTakeLoopbackEndpoints(String endpoint) {
    assertThat(of(endpoint).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          127.0.0.1:5557 ; must have the form tcp://HOST:PORT: endpoint=127.0.0.1:5557
          tcp://127.0.0.1 ; must have the form tcp://HOST:PORT: endpoint=tcp://127.0.0.1
          tcp://:5557 ; must have the form tcp://HOST:PORT: endpoint=tcp://:5557
          tcp://::1:5557 ; must have the form tcp://HOST:PORT: endpoint=tcp://::1:5557
          udp://127.0.0.1:1 ; must have the form tcp://HOST:PORT: endpoint=udp://127.0.0.1:1
          tcp://127.0.0.1:65536 ; the port must be 0 to 65535 or *: endpoint=tcp://127.0.0.1:65536
          tcp://127.0.0.1:-1 ; the port must be 0 to 65535 or *: endpoint=tcp://127.0.0.1:-1
          tcp://127.0.0.1:http ; the port must be 0 to 65535 or *: endpoint=tcp://127.0.0.1:http
          tcp://no.such.host.invalid:1 ; the host is not known: endpoint=tcp://no.such.host.invalid:1
          """)
  void shouldSayWhatIsWrongWithAnEndpoint(String endpoint, String problem) {
    assertThat(of(endpoint).problems()).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://0.0.0.0:5559", "tcp://*:5559", "tcp://[::]:5559"})
  void shouldStayOnTheLoopbackInterface(String endpoint) {
    assertThat(ofStream(endpoint).problems())
        .containsExactly(
            "must be on the loopback interface, such as tcp://127.0.0.1:5557, unless clients have"
                + " keys (curve) or everyone who reaches the port may ask (allow_remote: true):"
                + " stream_endpoint="
                + endpoint);
    assertThat(remote(endpoint).problems()).isEmpty();
    assertThat(remote(endpoint).warning())
        .contains(
            "history without keys (curve): everyone who reaches the port can read the records and"
                + " keep this process busy: endpoint=tcp://127.0.0.1:5557, stream_endpoint="
                + endpoint);
  }

  @Test
  void shouldSendIpcToTcp() {
    assertThat(of("ipc:///tmp/history").problems())
        .containsExactly(
            "ipc:// is not supported (JeroMQ's ipc is TCP underneath and does not talk to other"
                + " ZeroMQ libraries), use tcp://HOST:PORT: endpoint=ipc:///tmp/history");
  }

  @Test
  void shouldTellAllProblemsAtOnce(@TempDir Path folder) {
    Path secret = folder.resolve("server.key_secret");
    Path clients = folder.resolve("clients.key");
    HistoryServerConfig config =
        new HistoryServerConfig(
            true,
            "ipc:///a",
            "tcp://h",
            false,
            Optional.of(new HistoryServerConfig.Curve(secret, clients)));
    assertThat(config.problems())
        .hasSize(4)
        .endsWith(
            "no such file: secret_key_file=" + secret,
            "no such file: allowed_clients_file=" + clients);
  }

  @Test
  void shouldWarnOfNothingOnTheLoopbackInterface() {
    assertThat(HistoryServerConfig.byDefault().warning()).isEmpty();
    assertThat(remote("tcp://127.0.0.1:9").warning()).isEmpty();
  }

  @Test
  void shouldWantTwoDifferentEndpoints() {
    assertThat(of(true, "tcp://127.0.0.1:5557").problems())
        .containsExactly("must differ from endpoint: stream_endpoint=tcp://127.0.0.1:5557");
  }

  @Test
  void shouldNotLookAtWhatIsNotEnabled() {
    assertThat(of(false, "nonsense").problems()).isEmpty();
  }

  private static HistoryServerConfig of(boolean enabled, String endpoint) {
    return new HistoryServerConfig(enabled, endpoint, endpoint, false, Optional.empty());
  }

  private static HistoryServerConfig of(String endpoint) {
    return new HistoryServerConfig(true, endpoint, "tcp://127.0.0.1:9", false, Optional.empty());
  }

  private static HistoryServerConfig ofStream(String endpoint) {
    return new HistoryServerConfig(
        true, HistoryServerConfig.DEFAULT_ENDPOINT, endpoint, false, Optional.empty());
  }

  private static HistoryServerConfig remote(String streamEndpoint) {
    return new HistoryServerConfig(
        true, HistoryServerConfig.DEFAULT_ENDPOINT, streamEndpoint, true, Optional.empty());
  }
}
