package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers with keys, clients of libzmq and our own; then the other way round.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CurveTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final MemoryHistory history = MemoryHistory.of(10_000, 3);
  private final Path folder;
  private final Certificates keys;
  private final HistoryServer server;
  private final HistoryPublisher publisher;

  CurveTest(@TempDir Path folder) {
    this.folder = folder;
    keys = Certificates.create(folder);
    server = HistoryServer.start(keys.config(), history, () -> MemoryHistory.info("r1"));
    publisher = HistoryPublisher.start(keys.config(), history, "city-traffic", "r1");
  }

  @AfterAll
  void close() {
    server.close();
    publisher.close();
    Threads.awaitNone("framegauge-history", "framegauge-zeromq");
  }

  private String endpoint(String kind) {
    return kind.equals("sub") ? publisher.endpoint() : server.endpoint();
  }

  private String knock(String... arguments) {
    try (Python python = Python.start("knock.py", arguments)) {
      return String.join(" ", python.rest());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "req,first,server,let in",
    "req,second,server,let in",
    "req,stranger,server,not allowed",
    "req,first,stranger,refused",
    "sub,first,server,let in",
    "sub,stranger,server,not allowed",
    "sub,first,stranger,refused"
  })
  void shouldLetInWhoIsListed(String kind, String client, String believed, String end) {
    assertThat(knock(endpoint(kind), kind, folder.toString(), client, believed)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"req", "sub"})
  void shouldRefuseWhoHasNoKeys(String kind) {
    assertThat(knock(endpoint(kind), kind)).isEqualTo("refused");
  }

  @Test
  void shouldAnswerAClientOfLibzmq() {
    try (Python python =
        Python.start("ask.py", server.endpoint(), "req", folder.toString(), "first", "server")) {
      python.send(Python.frames("{\"query\":\"latest\",\"count\":0}"));
      python.send(List.of(largest()));
      assertThat(python.rest())
          .containsExactly(
              "{\"error\":{\"code\":\"bad_request\",\"message\":\"count must be >= 1: count=0\"}}",
              "{\"error\":{\"code\":\"bad_request\",\"message\":\"a request must be one JSON"
                  + " object: request is empty\"}}");
    }
  }

  private static byte[] largest() {
    return " ".repeat(JeroMqTransport.MAX_REQUEST_BYTES).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void shouldStreamToASubscriberOfLibzmq() {
    try (Python listener =
            Python.start(
                "listen.py",
                publisher.endpoint(),
                "city-traffic",
                folder.toString(),
                "second",
                "server");
        Records records = Records.every(history, Duration.ofMillis(20))) {
      assertThat(listener.line()).isEqualTo("ready");
      assertThat(listener.line())
          .startsWith("city-traffic {\"pipeline_name\":\"city-traffic\",\"run\":\"r1\",\"id\":");
      assertThat(records.isAdding()).isTrue();
    }
  }

  @Test
  void shouldAnswerOurOwnClient() {
    requireAnswer();
  }

  private void requireAnswer() {
    try (HistoryClient client =
        HistoryClient.connect(server.endpoint(), LONG, keys.of("first", "server"))) {
      assertThat(client.latest(1).run()).isEqualTo("r1");
      assertThat(client.info().info().pipelineName()).isEqualTo("city-traffic");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "stranger,server,the server does not allow this client's key",
    "first,stranger,'the server ended the connection: is it running, with the key that was given?'"
  })
  void shouldTellWhyAClientIsRefused(String client, String believed, String reason) {
    requireRefused(server.endpoint(), keys.of(client, believed), reason);
  }

  @Test
  void shouldTellThatOnlyOneSideHasKeys() {
    String reason =
        "the peer ended the greeting: only one side has keys, or it is no history server";
    requireRefused(server.endpoint(), Optional.empty(), reason);
    try (HistoryServer open =
        HistoryServer.start("tcp://127.0.0.1:*", history, () -> MemoryHistory.info("r1"))) {
      requireRefused(open.endpoint(), keys.of("first", "server"), reason);
    }
  }

  private static void requireRefused(String endpoint, Optional<ClientKeys> keys, String reason) {
    try (HistoryClient client = HistoryClient.connect(endpoint, SHORT, keys)) {
      assertThatThrownBy(() -> client.latest(1))
          .isInstanceOf(HistoryException.class)
          .hasMessage("no answer from " + endpoint + " within 2 s: " + reason);
    }
  }

  @Test
  void shouldAskAServerOfLibzmqThatHasKeys() throws IOException {
    Path allowed = Files.createDirectory(folder.resolve("clients"));
    Files.copy(folder.resolve("first.key"), allowed.resolve("first.key"));
    String answer = "{\"error\":{\"code\":\"bad_request\",\"message\":\"I am Python\"}}";
    try (Python python = Python.start("serve.py", answer, folder.toString(), "server")) {
      String endpoint = python.line();
      try (HistoryClient client =
          HistoryClient.connect(endpoint, LONG, keys.of("first", "server"))) {
        assertThatThrownBy(() -> client.latest(7))
            .hasMessage("the history server refused the query: I am Python");
      }
      assertThat(python.line()).isEqualTo("{\"query\":\"latest\",\"count\":7}");
      requireRefused(
          endpoint, keys.of("second", "server"), "the server does not allow this client's key");
    }
  }

  /// What needs no key to be tried, in the place of the first command of the handshake.
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.framegauge.telemetry.zeromq.Attacks#frames")
  void shouldBeAsGuardedAsWithoutKeys(String name, Consumer<RawPeer> attack) {
    try (RawPeer router = RawPeer.greetedWithKeys(server.endpoint());
        RawPeer stream = RawPeer.greetedWithKeys(publisher.endpoint())) {
      attack.accept(router);
      attack.accept(stream);
      requireAnswer();
      assertThat(knock(publisher.endpoint(), "sub")).isEqualTo("refused");
    }
  }
}
