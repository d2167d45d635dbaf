package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import zmq.ZError;

/// What is said of failures that the poll loop of JeroMQ survives.
class IoThreadsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> said = new ArrayList<>();
  private final IoThreads threads =
      new IoThreads(
          "socket",
          new RareLog(said::add, () -> nanos.getAndAdd(10_000_000_000L))); // each one is said

  private static List<Throwable> closed() {
    return List.of(
        new ZError.IOException(new ClosedChannelException()),
        new ClosedSelectorException(),
        new CancelledKeyException());
  }

  @Test
  void shouldSayNothingOfClosedChannelsWhileItsContextCloses() {
    threads.closing();

    closed().forEach(threads::survived);

    assertThat(said).isEmpty();
  }

  @Test
  void shouldTellClosedAndFailedChannelsWithoutBlamingAPeer() {
    closed().forEach(threads::survived);
    threads.survived(new ZError.IOException(new IOException("Too many open files")));

    assertThat(said).hasSize(4).allMatch(line -> line.startsWith("socket: a channel of ZeroMQ"));
    assertThat(said.getLast()).endsWith("Too many open files");
  }

  @Test
  void shouldTellWhatAPeerSentAlsoWhileItsContextCloses() {
    threads.survived(new IllegalStateException("frame"));
    threads.closing();
    threads.survived(new IllegalStateException("frame"));

    assertThat(said)
        .hasSize(2)
        .allMatch(line -> line.startsWith("socket: a peer sent what ZeroMQ could not handle: "));
  }
}
