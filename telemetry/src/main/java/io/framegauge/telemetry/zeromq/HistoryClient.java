package io.framegauge.telemetry.zeromq;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks a history server. Any thread; one query is under way at a time.
///
/// It may be connected before the server is there and outlives the server's restart. After a query
/// without an answer the socket is thrown away, so that a late answer cannot be taken for the
/// answer to the next query.
public final class HistoryClient implements AutoCloseable {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
  private static final String NAME = "framegauge-history-client";
  private static final int TURN_MILLIS = 50;
  private static final int CLOSE_SECONDS = 5;

  private final Endpoint endpoint;
  private final Duration timeout;
  private final Optional<ClientKeys> keys;
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Owns the socket: a caller may be interrupted, which a thread of JeroMQ must not be.
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(NAME).factory());

  /// Touched by that thread only.
  private @Nullable Transport transport;

  private HistoryClient(Endpoint endpoint, Duration timeout, Optional<ClientKeys> keys) {
    this.endpoint = endpoint;
    this.timeout = timeout;
    this.keys = keys;
  }

  /// A client that waits two seconds for an answer.
  ///
  /// @param endpoint `tcp://HOST:PORT`
  /// @throws HistoryException if the endpoint is none; not if nobody is there yet
  public static HistoryClient connect(String endpoint) {
    return connect(endpoint, DEFAULT_TIMEOUT);
  }

  /// The same for a server that may have keys.
  ///
  /// @param keys empty for a server without keys
  public static HistoryClient connect(String endpoint, Optional<ClientKeys> keys) {
    return connect(endpoint, DEFAULT_TIMEOUT, keys);
  }

  /// A client that waits for an answer as long as it is told.
  ///
  /// @throws HistoryException if the endpoint is none; not if nobody is there yet
  public static HistoryClient connect(String endpoint, Duration timeout) {
    return connect(endpoint, timeout, Optional.empty());
  }

  /// A client of a server that may have keys.
  ///
  /// @param keys empty for a server without keys
  /// @throws HistoryException if the endpoint is none; not if nobody is there yet
  public static HistoryClient connect(
      String endpoint, Duration timeout, Optional<ClientKeys> keys) {
    Endpoint where = Endpoint.parse("endpoint", endpoint);
    if (where.port() == 0 || where.isWildcard()) {
      throw new HistoryException("must name a host and a port: endpoint=" + endpoint);
    }
    return new HistoryClient(where, timeout, keys);
  }

  /// Where it asks.
  public String endpoint() {
    return endpoint.toString();
  }

  /// About the module and the records it keeps.
  ///
  /// @throws HistoryException if there is no answer in time or the query is refused, as for all
  ///   queries
  public InfoAnswer info() {
    return AnswerReader.info(ask(new Query.Info()));
  }

  /// The newest records, newest first.
  ///
  /// @param count 1 to 1000
  public HistoryAnswer latest(int count) {
    return latest(count, Query.NO_BEFORE_ID);
  }

  /// The newest records before a record, newest first.
  ///
  /// @param count 1 to 1000
  /// @param beforeId only records with a smaller id
  public HistoryAnswer latest(int count, long beforeId) {
    return AnswerReader.page(ask(new Query.Latest(count, beforeId)));
  }

  /// Records with a larger id, oldest first.
  ///
  /// @param id -1 for all that are kept
  /// @param limit 1 to 1000
  public HistoryAnswer newerThan(long id, int limit) {
    return AnswerReader.page(ask(new Query.NewerThan(id, limit)));
  }

  /// Records with `fromMillis <= ts < toMillis`, newest first.
  ///
  /// @param limit 1 to 1000
  public HistoryAnswer window(long fromMillis, long toMillis, int limit) {
    return window(fromMillis, toMillis, limit, Query.NO_BEFORE_ID);
  }

  /// Records with `fromMillis <= ts < toMillis` before a record, newest first.
  ///
  /// @param limit 1 to 1000
  /// @param beforeId only records with a smaller id
  public HistoryAnswer window(long fromMillis, long toMillis, int limit, long beforeId) {
    return AnswerReader.page(ask(new Query.Window(fromMillis, toMillis, limit, beforeId)));
  }

  /// All records after one, as they come; it waits for the next until this client is closed.
  ///
  /// @param afterId -1 for all that are kept
  /// @param interval pause between two queries that found nothing
  public HistoryFollower follow(long afterId, Duration interval) {
    return new HistoryFollower(this, afterId, interval);
  }

  /// All records from some time on in windows of time that abut, each once.
  ///
  /// @param fromMillis where the first window begins, in milliseconds since the epoch
  /// @param lag how long ago a window ends: longer than it may take from a record's stamp to its
  ///   end
  /// @param horizon how old a record may be; longer than the lag
  public HistoryWindows windows(long fromMillis, Duration lag, Duration horizon) {
    return windows(fromMillis, lag, horizon, InstantSource.system());
  }

  HistoryWindows windows(long fromMillis, Duration lag, Duration horizon, InstantSource clock) {
    return new HistoryWindows(this, fromMillis, lag, horizon, clock);
  }

  /// Ends a query that is under way with an error, and every follower.
  @Override
  public void close() {
    closed.countDown();
    if (thread.isShutdown()) {
      return;
    }
    thread.execute(this::disconnect);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        throw new HistoryException("the history client did not close: endpoint=" + endpoint);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits; false when this client is closed.
  boolean pause(Duration interval) throws InterruptedException {
    return !closed.await(interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  private byte[] ask(Query query) {
    Exchange exchange = new Exchange(QueryJson.write(query));
    try {
      return thread.submit(exchange).get();
    } catch (InterruptedException e) {
      exchange.abandoned = true;
      Thread.currentThread().interrupt();
      throw new HistoryException("interrupted while waiting for an answer from " + endpoint, e);
    } catch (RejectedExecutionException | CancellationException e) {
      throw new HistoryException("the history client is closed: endpoint=" + endpoint, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HistoryException refused) {
        throw refused;
      }
      throw new HistoryException("the query failed: endpoint=" + endpoint, e);
    }
  }

  /// One question and its answer, on the thread that owns the socket.
  private final class Exchange implements Callable<byte[]> {
    private final byte[] request;
    private volatile boolean abandoned;

    Exchange(byte[] request) {
      this.request = request;
    }

    @Override
    public byte[] call() {
      try {
        return answer(connected());
      } catch (RuntimeException e) {
        disconnect();
        throw e;
      }
    }

    private byte[] answer(Transport server) {
      long deadline = System.nanoTime() + timeout.toNanos();
      boolean asked = false;
      while (System.nanoTime() - deadline < 0 && !abandoned) {
        if (!asked && server.awaitPeer(TURN_MILLIS)) {
          asked = server.send(List.of(request));
        }
        List<byte[]> frames = asked ? server.receive(TURN_MILLIS) : List.of();
        if (!frames.isEmpty()) {
          return frames.getLast();
        }
        if (closed.getCount() == 0) {
          throw new HistoryException("the history client is closed: endpoint=" + endpoint);
        }
      }
      throw new HistoryException(
          "no answer from "
              + endpoint
              + " within "
              + seconds()
              + " s: "
              + server.objection().orElse("is the module running?"));
    }
  }

  private Transport connected() {
    Transport connected = transport;
    if (connected == null) {
      connected = JeroMqTransport.dealer(NAME, endpoint, keys);
      transport = connected;
    }
    return connected;
  }

  private void disconnect() {
    Transport connected = transport;
    transport = null;
    if (connected != null) {
      connected.close();
    }
  }

  private String seconds() {
    long millis = timeout.toMillis();
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
  }
}
