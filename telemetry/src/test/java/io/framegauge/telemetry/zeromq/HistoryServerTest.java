package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.record.StatRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryServerTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String ANY_PORT = "tcp://127.0.0.1:*";

  private static HistoryServer start(MemoryHistory history) {
    return HistoryServer.start(ANY_PORT, history, () -> MemoryHistory.info("r1"));
  }

  @Test
  void shouldTellThePortThatWasChosen() {
    try (HistoryServer server = start(MemoryHistory.of(1, 1))) {
      assertThat(server.endpoint()).matches("tcp://127\\.0\\.0\\.1:[1-9][0-9]*");
    }
  }

  @Test
  void shouldListenOnIpv6() {
    try (HistoryServer server =
            HistoryServer.start(
                "tcp://[::1]:0", MemoryHistory.of(1, 1), () -> MemoryHistory.info("r1"));
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      assertThat(server.endpoint()).startsWith("tcp://[::1]:");
      assertThat(client.latest(1).page().newestId()).isZero();
    }
  }

  @Test
  void shouldRefuseAPortInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String endpoint = "tcp://127.0.0.1:" + taken.getLocalPort();
      assertThatThrownBy(() ->
              HistoryServer.start(endpoint, MemoryHistory.of(1, 1), () -> MemoryHistory.info("r1")))
          .isInstanceOf(HistoryException.class)
          .hasMessage(inUse(endpoint, "endpoint", "HISTORY_ENDPOINT"));
      assertThatThrownBy(() -> HistoryPublisher.start(endpoint, MemoryHistory.of(1, 1), "p", "r"))
          .isInstanceOf(HistoryException.class)
          .hasMessage(inUse(endpoint, "stream_endpoint", "HISTORY_STREAM_ENDPOINT"));
    }
    Threads.awaitNone("framegauge-history", "framegauge-zeromq");
  }

  private static String inUse(String endpoint, String key, String variable) {
    return """
    port already in use: %s=%s. Stop the program that listens there, or choose another port with \
    parameters.telemetry.history_server.%s or %s (port 0 takes any free one)\
    """
        .formatted(key, endpoint, key, variable);
  }

  @Test
  void shouldBindToTheLoopbackInterfaceOnly() {
    assertThatThrownBy(() ->
            HistoryServer.start(
                "tcp://0.0.0.0:5557", MemoryHistory.of(1, 1), () -> MemoryHistory.info("r1")))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("must be on the loopback interface")
        .hasMessageEndingWith(": endpoint=tcp://0.0.0.0:5557");
  }

  @Test
  void shouldLeaveNoThreadWhenClosed() {
    HistoryServer server = start(MemoryHistory.of(10, 3));
    HistoryPublisher publisher =
        HistoryPublisher.start(ANY_PORT, MemoryHistory.of(10, 3), "city-traffic", "r1");
    HistoryClient client = HistoryClient.connect(server.endpoint(), LONG);
    assertThat(client.latest(1).page().newestId()).isEqualTo(2);
    client.close();
    server.close();
    publisher.close();
    Threads.awaitNone("framegauge-history", "framegauge-zeromq");
  }

  @Test
  void shouldTakeTheSamePortAgain() {
    HistoryServer first = start(MemoryHistory.of(10, 3));
    String endpoint = first.endpoint();
    try (HistoryClient client = HistoryClient.connect(endpoint, LONG)) {
      assertThat(client.latest(1).run()).isEqualTo("r1");
      first.close();
      try (HistoryServer second =
          HistoryServer.start(endpoint, MemoryHistory.of(10, 3), () -> MemoryHistory.info("r2"))) {
        assertThat(second.endpoint()).isEqualTo(endpoint);
        assertThat(client.latest(1).run()).isEqualTo("r2");
      }
    }
  }

  @Test
  void shouldCutLargeAnswersSoThatPagingGoesOn() {
    // about 48 KiB a record, so that about 20 fit into an answer
    MemoryHistory history = new MemoryHistory(100, 250);
    history.add(60);
    try (HistoryServer server = start(history);
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      HistoryAnswer first = client.newerThan(-1, 1000);
      assertThat(first.page().more()).isTrue();
      assertThat(first.page().records()).hasSizeBetween(10, 30);
      assertThat(oldestFirst(client, 1000)).isEqualTo(LongStream.range(0, 60).boxed().toList());
      assertThat(newestFirst(client, 1000).reversed())
          .isEqualTo(LongStream.range(0, 60).boxed().toList());
    }
  }

  @Test
  void shouldLoseAndRepeatNothingWhilePagingUnderWrites() throws InterruptedException {
    MemoryHistory history = MemoryHistory.of(1_000_000, 500);
    AtomicBoolean writing = new AtomicBoolean(true);
    Thread writer =
        Thread.startVirtualThread(() -> {
          while (writing.get()) {
            history.add(1);
            LockSupport.parkNanos(1_000);
          }
        });
    try (HistoryServer server = start(history);
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      List<Long> down = newestFirst(client, 7);
      assertThat(down.getFirst()).isGreaterThanOrEqualTo(499);
      assertThat(down.reversed())
          .isEqualTo(LongStream.rangeClosed(0, down.getFirst()).boxed().toList());
      assertThat(client.window(MemoryHistory.FIRST_TS, MemoryHistory.FIRST_TS + 500, 1000).page())
          .satisfies(page -> assertThat(page.records()).hasSize(500));
      writing.set(false);
      writer.join();
      List<Long> up = oldestFirst(client, 1000);
      assertThat(up).isEqualTo(LongStream.range(0, up.size()).boxed().toList());
      assertThat(up.getLast()).isEqualTo(history.latest(1, Long.MAX_VALUE).newestId());
    }
  }

  private static List<Long> oldestFirst(HistoryClient client, int limit) {
    List<Long> ids = new ArrayList<>();
    boolean more = true;
    while (more) {
      HistoryAnswer answer = client.newerThan(ids.isEmpty() ? -1 : ids.getLast(), limit);
      answer.page().records().stream().map(StatRecord::id).forEach(ids::add);
      more = answer.page().more();
    }
    return ids;
  }

  private static List<Long> newestFirst(HistoryClient client, int count) {
    List<Long> ids = new ArrayList<>();
    boolean more = true;
    while (more) {
      HistoryAnswer answer = client.latest(count, ids.isEmpty() ? Long.MAX_VALUE : ids.getLast());
      answer.page().records().stream().map(StatRecord::id).forEach(ids::add);
      more = answer.page().more();
    }
    return ids;
  }

  @Test
  void shouldTellAFailureOfItsOwnAndGoOn() {
    AtomicBoolean broken = new AtomicBoolean(true);
    try (HistoryServer server =
            HistoryServer.start(
                ANY_PORT,
                MemoryHistory.of(1, 1),
                () -> {
                  if (broken.get()) {
                    throw new IllegalStateException("the owner is broken");
                  }
                  return MemoryHistory.info("r1");
                });
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      assertThatThrownBy(() -> client.latest(1))
          .isInstanceOf(HistoryException.class)
          .hasMessage(
              "the history server refused the query: the query could not be answered, see the log");
      broken.set(false);
      assertThat(client.latest(1).run()).isEqualTo("r1");
    }
  }
}
