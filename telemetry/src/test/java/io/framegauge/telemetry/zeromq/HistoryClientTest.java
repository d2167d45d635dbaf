package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.StageKind;
import io.framegauge.telemetry.record.StatRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryClientTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  static HistoryServer start(String endpoint, MemoryHistory history, String run) {
    return HistoryServer.start(endpoint, history, () -> MemoryHistory.info(run));
  }

  static String freeEndpoint() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "tcp://127.0.0.1:" + free.getLocalPort();
    }
  }

  @Test
  void shouldReadTheInfo() {
    try (HistoryServer server = start("tcp://127.0.0.1:*", MemoryHistory.of(4, 6), "r1");
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      InfoAnswer answer = client.info();
      assertThat(answer).isEqualTo(new InfoAnswer(MemoryHistory.info("r1"), 2, 5));
      assertThat(answer.info().state()).isEqualTo(PipelineState.RUNNING);
      assertThat(answer.info().live().stages().getLast().kind()).isEqualTo(StageKind.QUEUE);
    }
  }

  @Test
  void shouldReadPages() {
    MemoryHistory history = MemoryHistory.of(4, 6);
    try (HistoryServer server = start("tcp://127.0.0.1:*", history, "r1");
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      assertThat(client.latest(2))
          .isEqualTo(new HistoryAnswer("city-traffic", "r1", history.latest(2, Long.MAX_VALUE)));
      assertThat(client.latest(2, 4).page()).isEqualTo(history.latest(2, 4));
      assertThat(client.newerThan(-1, 3).page()).isEqualTo(history.newerThan(-1, 3));
      assertThat(client.newerThan(77, 3).page().gap()).isTrue();
      assertThat(client.window(1003, 1005, 9).page())
          .isEqualTo(history.window(1003, 1005, 9, Long.MAX_VALUE));
      assertThat(client.window(1000, 2000, 1, 4).page())
          .isEqualTo(history.window(1000, 2000, 1, 4));
    }
  }

  @Test
  void shouldRepeatWhyAQueryWasRefused() {
    try (HistoryServer server = start("tcp://127.0.0.1:*", MemoryHistory.of(4, 6), "r1");
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      assertThatThrownBy(() -> client.latest(0))
          .isInstanceOf(HistoryException.class)
          .hasMessage("the history server refused the query: count must be >= 1: count=0");
    }
  }

  @Test
  void shouldTellThatNobodyAnswersAndRecover() throws IOException {
    String endpoint = freeEndpoint();
    try (HistoryClient client = HistoryClient.connect(endpoint, SHORT)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> client.latest(1))
            .isInstanceOf(HistoryException.class)
            .hasMessage("no answer from " + endpoint + " within 0.3 s: is the module running?");
      }
      try (HistoryServer server = start(endpoint, MemoryHistory.of(4, 6), "r1")) {
        assertThat(server.endpoint()).isEqualTo(endpoint);
        assertThat(Threads.patiently(() -> client.latest(1)).page().newestId()).isEqualTo(5);
      }
    }
  }

  /// One in twenty connections of JeroMQ is forgotten for ever while it is made, see PeerWatch.
  @Test
  void shouldConnectEachTime() {
    try (HistoryServer server = start("tcp://127.0.0.1:*", MemoryHistory.of(4, 6), "r1")) {
      for (int i = 0; i < 80; i++) {
        try (HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
          assertThat(client.latest(1).page().newestId()).isEqualTo(5);
        }
      }
    }
  }

  @Test
  void shouldNotTakeALateAnswerForTheNext() {
    AtomicBoolean slow = new AtomicBoolean(true);
    MemoryHistory history = MemoryHistory.of(10, 6);
    CountDownLatch answering = new CountDownLatch(1);
    try (HistoryServer server =
            HistoryServer.start(
                "tcp://127.0.0.1:*",
                history,
                () -> {
                  if (slow.get()) {
                    await(answering);
                  }
                  return MemoryHistory.info("r1");
                });
        HistoryClient client = HistoryClient.connect(server.endpoint(), SHORT)) {
      assertThatThrownBy(() -> client.latest(1)).hasMessageContaining("no answer from");
      slow.set(false);
      answering.countDown();
      assertThat(Threads.patiently(() -> client.newerThan(2, 1)).page().records().getFirst().id())
          .isEqualTo(3);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldServeManyThreads() {
    try (HistoryServer server = start("tcp://127.0.0.1:*", MemoryHistory.of(100, 100), "r1");
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      List<CompletableFuture<List<Long>>> asked = new ArrayList<>();
      for (int n = 0; n < 50; n++) {
        long id = n;
        asked.add(
            CompletableFuture.supplyAsync(() ->
                client.newerThan(id, 1).page().records().stream().map(StatRecord::id).toList()));
      }
      for (int n = 0; n < 50; n++) {
        assertThat(asked.get(n).join()).containsExactly(n + 1L);
      }
    }
  }

  @Test
  void shouldEndAQueryWhenInterruptedAndGoOn() throws Exception {
    String endpoint = freeEndpoint();
    try (HistoryClient client = HistoryClient.connect(endpoint, Duration.ofSeconds(30))) {
      AtomicReference<String> message = new AtomicReference<>("");
      Thread asking =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  client.latest(1);
                } catch (HistoryException e) {
                  message.set(e.getMessage() + " " + Thread.currentThread().isInterrupted());
                }
              });
      Threads.await("asking", () -> asking.getState() == Thread.State.WAITING);
      asking.interrupt();
      asking.join();
      assertThat(message.get())
          .isEqualTo("interrupted while waiting for an answer from " + endpoint + " true");
      try (HistoryServer server = start(endpoint, MemoryHistory.of(4, 6), "r1")) {
        assertThat(server.endpoint()).isEqualTo(endpoint);
        assertThat(client.latest(1).page().newestId()).isEqualTo(5);
      }
    }
    Threads.awaitNone("framegauge-history-client");
  }

  @Test
  void shouldEndAQueryWhenClosed() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String endpoint = "tcp://127.0.0.1:" + silent.getLocalPort();
      HistoryClient client = HistoryClient.connect(endpoint, Duration.ofSeconds(30));
      CompletableFuture<HistoryAnswer> asked =
          CompletableFuture.supplyAsync(() -> client.latest(1));
      silent.accept().close();
      client.close();
      client.close();
      String message = "the history client is closed: endpoint=" + endpoint;
      assertThatThrownBy(asked::join).hasMessageEndingWith(message);
      assertThatThrownBy(() -> client.latest(1))
          .isInstanceOf(HistoryException.class)
          .hasMessage(message);
    }
    Threads.awaitNone("framegauge-history-client");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          localhost:5557 ; must have the form tcp://HOST:PORT: endpoint=localhost:5557
          tcp://localhost:* ; must name a host and a port: endpoint=tcp://localhost:*
          tcp://*:5557 ; must name a host and a port: endpoint=tcp://*:5557
          """)
  void shouldRefuseWhatIsNoEndpoint(String endpoint, String message) {
    assertThatThrownBy(() -> HistoryClient.connect(endpoint))
        .isInstanceOf(HistoryException.class)
        .hasMessage(message);
  }

  @Test
  void shouldTellThatAHostIsNotKnown() {
    try (HistoryClient client = HistoryClient.connect("tcp://no.such.host.invalid:5557")) {
      assertThatThrownBy(() -> client.latest(1))
          .isInstanceOf(HistoryException.class)
          .hasMessage("the host is not known: endpoint=tcp://no.such.host.invalid:5557");
    }
  }
}
