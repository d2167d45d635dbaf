package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// A subscriber of libzmq that is stopped for a while (SIGSTOP) holds up nobody, misses records,
/// sees that from the ids, and asks for them.
@Timeout(120)
class SlowSubscriberTest {
  private static final int WHILE_STOPPED = 6000;
  private static final int HELLO_MILLIS = 1000;
  private static final int BULKY_STAGES = 50; // about 10 KB a record: 60 MB, more than buffers take

  private final MemoryHistory history = new MemoryHistory(20_000, BULKY_STAGES);

  @Test
  void shouldHoldUpNobodyAndCatchUpByQuery() throws Exception {
    int end = WHILE_STOPPED + 500;
    try (HistoryServer server =
            HistoryServer.start("tcp://127.0.0.1:*", history, () -> MemoryHistory.info("r1"));
        HistoryPublisher publisher =
            HistoryPublisher.start("tcp://127.0.0.1:*", history, "city-traffic", "r1");
        Bystander bystander = new Bystander(publisher.endpoint());
        Python slow =
            Python.start(
                "catch_up.py",
                publisher.endpoint(),
                server.endpoint(),
                "city-traffic",
                Integer.toString(end))) {
      String first;
      try (Records few = Records.every(history, Duration.ofMillis(20))) {
        first = slow.line();
        Threads.await("heard by the bystander", () -> !bystander.ids.isEmpty());
        assertThat(few.isAdding()).isTrue();
      }
      slow.signal("STOP");
      for (int i = 0; i < WHILE_STOPPED / 20; i++) {
        history.add(20);
        publisher.wake();
        LockSupport.parkNanos(2_000_000);
      }
      long newest = history.latest(1, Long.MAX_VALUE).newestId();
      Threads.await("all heard by the bystander", () -> bystander.newest() == newest);
      assertThat(bystander.ids)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(bystander.ids.element(), newest).boxed().toList());

      slow.signal("CONT");
      List<String> told;
      try (Records more = Records.every(history, Duration.ofMillis(1))) {
        told = slow.rest();
        assertThat(more.isAdding()).isTrue();
      }
      assertCaughtUp(first, told);
    }
  }

  private static void assertCaughtUp(String first, List<String> told) {
    assertThat(first).isEqualTo("q 0");
    assertThat(told.stream().map(line -> Long.parseLong(line.substring(2))))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, told.size()).boxed().toList());
    assertThat(told).hasSizeGreaterThanOrEqualTo(WHILE_STOPPED + 500);
    assertThat(told.stream().filter(line -> line.startsWith("q")).count())
        .as("missed by the stream")
        .isGreaterThan(1000);
    assertThat(told.getLast()).startsWith("s");
  }

  /// A subscriber that reads at once.
  private static final class Bystander implements AutoCloseable {
    private final ConcurrentLinkedQueue<Long> ids = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile long newest = -1;

    Bystander(String endpoint) {
      thread = Thread.ofPlatform().start(() -> listen(endpoint));
    }

    private void listen(String endpoint) {
      try (ZContext context = new ZContext()) {
        ZMQ.Socket socket = context.createSocket(SocketType.SUB);
        // In one connect of twenty JeroMQ's client never says hello, whoever publishes; without
        // this
        // it is waited for 30 s. The product's own clients have it, too.
        socket.setHandshakeIvl(HELLO_MILLIS);
        socket.setRcvHWM(0);
        socket.setReceiveTimeOut(50);
        socket.subscribe("city-traffic");
        socket.connect(endpoint);
        while (!closing) {
          if (socket.recv() != null) {
            newest = HistoryJson.read(new String(socket.recv(), StandardCharsets.UTF_8)).id();
            ids.add(newest);
          }
        }
      }
    }

    long newest() {
      return newest;
    }

    @Override
    public void close() {
      closing = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
