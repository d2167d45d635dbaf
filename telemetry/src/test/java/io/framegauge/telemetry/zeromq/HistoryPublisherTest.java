package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryPublisherTest {
  private static final String ANY_PORT = "tcp://127.0.0.1:*";

  /// What the publisher hands to its socket, without a network between.
  @Test
  void shouldSendEachRecordOnceWhateverTheOrderOfEvents() {
    MemoryHistory history = MemoryHistory.of(10_000, 250);
    List<String> sent = new ArrayList<>();
    HistoryPublisher.Publishing publishing =
        new HistoryPublisher.Publishing(history, "city-traffic", "r1");
    try (RecordingTransport transport = new RecordingTransport(sent)) {
      publishing.work(transport);
      publishing.work(transport);
      history.add(1);
      publishing.work(transport);
      publishing.work(transport);
      history.add(300);
      publishing.finish(transport);
      publishing.finish(transport);
    }
    assertThat(sent)
        .containsExactlyElementsOf(
            LongStream.range(0, 551)
                .mapToObj(id -> MemoryHistory.record(id, 1))
                .map(r -> "city-traffic " + HistoryJson.writeStreamed("city-traffic", "r1", r))
                .toList());
  }

  private record RecordingTransport(List<String> sent) implements Transport {
    @Override
    public Endpoint endpoint() {
      return Endpoint.parse("endpoint", ANY_PORT);
    }

    @Override
    public boolean awaitPeer(int timeoutMillis) {
      return true;
    }

    @Override
    public Optional<String> objection() {
      return Optional.empty();
    }

    @Override
    public List<byte[]> receive(int timeoutMillis) {
      return List.of();
    }

    @Override
    public boolean send(List<byte[]> frames) {
      return sent.add(
          new String(frames.get(0), StandardCharsets.UTF_8)
              + " "
              + new String(frames.get(1), StandardCharsets.UTF_8));
    }

    @Override
    public void tend() {
      // nobody is connected
    }

    @Override
    public boolean failed() {
      return false;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @Test
  void shouldNotWaitForASubscriberThatDoesNotRead() {
    MemoryHistory history = new MemoryHistory(2000, 50);
    HistoryPublisher publisher = HistoryPublisher.start(ANY_PORT, history, "city-traffic", "r1");
    try (RawPeer stalled = RawPeer.shakenHands(publisher.endpoint(), "SUB");
        RawPeer reader = RawPeer.shakenHands(publisher.endpoint(), "SUB")) {
      byte[] everything = RawPeer.frame(new byte[] {1}, false);
      stalled.send(everything);
      reader.send(everything);
      history.add(2000); // 20 MB, more than the buffers of TCP take
      assertThat(reader.read(14)).endsWith("city-traffic".getBytes(StandardCharsets.UTF_8));
      publisher.close();
    }
    Threads.awaitNone("framegauge-history-stream", "framegauge-zeromq");
  }
}
