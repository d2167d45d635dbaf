package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
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
    assertThat(HistoryServerConfig.problems("endpoint", endpoint)).isEmpty();
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
    assertThat(HistoryServerConfig.problems("endpoint", endpoint)).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://0.0.0.0:5557", "tcp://*:5557", "tcp://[::]:5557"})
  void shouldStayOnTheLoopbackInterface(String endpoint) {
    assertThat(HistoryServerConfig.problems("stream_endpoint", endpoint))
        .containsExactly(
            "must be on the loopback interface, such as tcp://127.0.0.1:5557, because other"
                + " machines would need curve keys, which are not supported yet: stream_endpoint="
                + endpoint);
  }

  @Test
  void shouldSendIpcToTcp() {
    assertThat(HistoryServerConfig.problems("endpoint", "ipc:///tmp/history"))
        .containsExactly(
            "ipc:// is not supported (JeroMQ's ipc is TCP underneath and does not talk to other"
                + " ZeroMQ libraries), use tcp://HOST:PORT: endpoint=ipc:///tmp/history");
  }

  @Test
  void shouldTellAllProblemsAtOnce() {
    HistoryServerConfig.Curve curve = new HistoryServerConfig.Curve("secret.key", "allowed.txt");
    HistoryServerConfig config =
        new HistoryServerConfig(true, "ipc:///a", "tcp://h", Optional.of(curve));
    assertThat(config.problems()).hasSize(3);
    assertThat(config.problems().getLast())
        .isEqualTo("not supported yet: curve.secret_key_file=secret.key");
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
    return new HistoryServerConfig(enabled, endpoint, endpoint, Optional.empty());
  }
}
