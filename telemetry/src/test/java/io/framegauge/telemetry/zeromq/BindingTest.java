package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the sockets may be opened, and that closing leaves nothing.
@Timeout(60)
class BindingTest {
  private static final String LOOPBACK_RULE =
      "must be on the loopback interface, such as tcp://127.0.0.1:5557, because other machines would"
          + " need curve keys, which are not supported yet: ";
  private static final String FORM = "must have the form tcp://HOST:PORT: ";

  private final RecordedRun run = new RecordedRun("6f0c", 10).cut(3);

  @Test
  void shouldSayWhichSettingToChangeWhenTheEndpointIsInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String endpoint = "tcp://127.0.0.1:" + other.getLocalPort();

      assertThatThrownBy(() -> run.serve(endpoint))
          .isInstanceOf(HistoryException.class)
          .hasMessage(
              "port already in use: "
                  + endpoint
                  + ". Stop the program that listens there, or choose another port with"
                  + " parameters.telemetry.history_server.endpoint or HISTORY_ENDPOINT"
                  + " (* takes any free port)");
    }
    assertThat(Threads.historyThreads()).isEmpty();
  }

  @Test
  void shouldSayWhichSettingToChangeWhenTheStreamEndpointIsInUse() {
    try (HistoryServer server = run.serve()) {
      assertThatThrownBy(() ->
              HistoryPublisher.start(
                  server.endpoint(), run.history(), RecordedRun.PIPELINE, run.run()))
          .isInstanceOf(HistoryException.class)
          .hasMessage(
              "port already in use: "
                  + server.endpoint()
                  + ". Stop the program that listens there, or choose another port with"
                  + " parameters.telemetry.history_server.stream_endpoint or"
                  + " HISTORY_STREAM_ENDPOINT (* takes any free port)");
    }
    assertThat(Threads.historyThreads()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tcp://0.0.0.0:5557       | LOOPBACK | tcp://0.0.0.0:5557
          tcp://*:5557             | LOOPBACK | tcp://*:5557
          tcp://192.0.2.1:5557     | LOOPBACK | tcp://192.0.2.1:5557
          tcp://[::]:5557          | LOOPBACK | tcp://[::]:5557
          tcp://0:5557             | LOOPBACK | tcp://0:5557
          127.0.0.1:5557           | FORM     | 127.0.0.1:5557
          http://127.0.0.1:5557    | FORM     | http://127.0.0.1:5557
          tcp://127.0.0.1          | FORM     | tcp://127.0.0.1
          tcp://:5557              | FORM     | tcp://:5557
          tcp://127.0.0.1:5557/a   | FORM     | tcp://127.0.0.1:5557/a
          tcp://127.0.0.1:65536    | the port must be 0 to 65535 or *: | tcp://127.0.0.1:65536
          tcp://127.0.0.1:-1       | the port must be 0 to 65535 or *: | tcp://127.0.0.1:-1
          tcp://no.such.invalid:1  | the host is not known: | tcp://no.such.invalid:1
          """)
  void shouldRefuseOtherEndpoints(String endpoint, String rule, String shown) {
    String words = rule.replace("LOOPBACK", LOOPBACK_RULE.strip()).replace("FORM", FORM.strip());

    assertThatThrownBy(() -> run.serve(endpoint))
        .isInstanceOf(HistoryException.class)
        .hasMessage(words + " endpoint=" + shown);
    assertThatThrownBy(
            () -> HistoryPublisher.start(endpoint, run.history(), RecordedRun.PIPELINE, run.run()))
        .isInstanceOf(HistoryException.class)
        .hasMessage(words + " stream_endpoint=" + shown);
    assertThat(HistoryServerConfig.problems("endpoint", endpoint))
        .containsExactly(words + " endpoint=" + shown);
  }

  @Test
  void shouldRefuseIpc() {
    assertThatThrownBy(() -> run.serve("ipc:///run/framegauge"))
        .isInstanceOf(HistoryException.class)
        .hasMessage(
            "ipc:// is not supported (JeroMQ's ipc is TCP underneath and does not talk to other"
                + " ZeroMQ libraries), use tcp://HOST:PORT: endpoint=ipc:///run/framegauge");
    assertThatThrownBy(() -> HistoryClient.connect("ipc:///run/framegauge"))
        .isInstanceOf(HistoryException.class)
        .hasMessageEndingWith("use tcp://HOST:PORT: endpoint=ipc:///run/framegauge");
  }

  @Test
  void shouldFindEveryProblemOfTheSection() {
    HistoryServerConfig same =
        new HistoryServerConfig(
            true, "tcp://127.0.0.1:5557", "tcp://127.0.0.1:5557", Optional.empty());
    HistoryServerConfig wrong =
        new HistoryServerConfig(
            true,
            "here",
            "tcp://*:1",
            Optional.of(new HistoryServerConfig.Curve("server.key", "clients.keys")));

    assertThat(HistoryServerConfig.byDefault().problems()).isEmpty();
    assertThat(same.problems())
        .containsExactly("must differ from endpoint: stream_endpoint=tcp://127.0.0.1:5557");
    assertThat(wrong.problems())
        .containsExactly(
            FORM + "endpoint=here",
            LOOPBACK_RULE + "stream_endpoint=tcp://*:1",
            "not supported yet: curve.secret_key_file=server.key");
    assertThat(new HistoryServerConfig(false, "here", "there", Optional.empty()).problems())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"tcp://127.0.0.1:*", "tcp://127.0.0.1:0", "tcp://localhost:*"})
  void shouldTakeAFreePortAndTellIt(String endpoint) {
    answers(endpoint);
  }

  @Test
  void shouldListenOnIpv6() throws Exception {
    assumeThat(NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")))
        .as("this machine's IPv6 loopback")
        .isNotNull();
    answers("tcp://[::1]:*");
  }

  private void answers(String endpoint) {
    try (HistoryServer server = run.serve(endpoint);
        HistoryClient client = HistoryClient.connect(server.endpoint(), Duration.ofSeconds(20))) {
      assertThat(server.endpoint())
          .matches(Pattern.quote(endpoint.substring(0, endpoint.length() - 1)) + "[1-9][0-9]*");
      assertThat(client.latest(1).page().newestId()).isEqualTo(2);
    }
  }

  @Test
  void shouldCloseWithinASecondAndLeaveNothing() throws Exception {
    HistoryServer server = run.serve();
    HistoryPublisher publisher = run.publish();
    // peers that are connected, one of them without ever reading
    try (RawPeer asking = new RawPeer(server.endpoint()).shake("Socket-Type", "DEALER");
        RawPeer listening = new RawPeer(publisher.endpoint()).shake("Socket-Type", "SUB")) {
      listening.send(RawPeer.frame(0, new byte[] {1}));
      asking.send(RawPeer.header(RawPeer.MORE, 1000));

      assertThat(closing(server)).isLessThan(Duration.ofSeconds(1));
      assertThat(closing(publisher)).isLessThan(Duration.ofSeconds(1));

      assertThat(asking.isDisconnected()).isTrue();
      assertThat(listening.isDisconnected()).isTrue();
    }
    assertThat(Threads.historyThreads()).isEmpty();
    bind(server.endpoint());
    bind(publisher.endpoint());
  }

  private static Duration closing(AutoCloseable socket) throws Exception {
    long start = System.nanoTime();
    try (socket) {
      assertThat(Threads.historyThreads()).isNotEmpty();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void bind(String endpoint) throws IOException {
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(Endpoint.parse("endpoint", endpoint).address());
      assertThat(free.isBound()).isTrue();
    }
  }
}
