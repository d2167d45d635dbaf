package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.StatRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes every record once, in the order of the ids, on a PUB socket: a frame with the
/// pipeline's name as the topic, then a frame with the record's JSON.
///
/// It reads the history on a thread of its own, every 10 ms or when woken. A subscriber that is too
/// slow or joins late misses records, sees it from the ids and asks for them by query; nobody waits
/// for it.
public final class HistoryPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryPublisher.class);
  private static final String NAME = "framegauge-history-stream";
  private static final long POLL_NANOS = 10_000_000L;
  private static final long FINISH_NANOS = 500_000_000L;
  private static final int PAGE_RECORDS = 100;

  private final SocketThread thread;

  private HistoryPublisher(SocketThread thread) {
    this.thread = thread;
  }

  /// Binds and publishes from the oldest record that is kept.
  ///
  /// @param endpoint `tcp://HOST:PORT` on the loopback interface; port `*` or 0 takes a free one
  /// @param run unique for every start of the pipeline
  /// @throws HistoryException if the endpoint cannot be bound; then nothing is left running
  public static HistoryPublisher start(
      String endpoint, History history, String pipelineName, String run) {
    Endpoint where = Endpoint.parse("stream_endpoint", endpoint);
    return start(where, new Access.Loopback(), new Publishing(history, pipelineName, run));
  }

  /// Binds where the configuration says, with its keys.
  ///
  /// @throws HistoryException also if a file of keys cannot be used
  public static HistoryPublisher start(
      HistoryServerConfig config, History history, String pipelineName, String run) {
    Endpoint where = Endpoint.parse("stream_endpoint", config.streamEndpoint());
    return start(where, config.access(), new Publishing(history, pipelineName, run));
  }

  private static HistoryPublisher start(Endpoint where, Access access, Publishing duty) {
    FrameRule rule = new SubscriptionRule(duty.pipelineName);
    return new HistoryPublisher(
        SocketThread.start(
            NAME,
            where.requireFor(access),
            open -> JeroMqTransport.publisher(NAME, open, rule, access),
            duty));
  }

  /// Where it publishes, with the port that was chosen.
  public String endpoint() {
    return thread.endpoint().toString();
  }

  /// Says that there is a new record. Any thread, cheap, and never needed.
  public void wake() {
    thread.wake();
  }

  /// Publishes what is left and gives subscribers half a second to take it.
  @Override
  public void close() {
    thread.close();
  }

  static final class Publishing implements SocketThread.Duty {
    private final History history;
    private final String pipelineName;
    private final String run;
    private final byte[] topic;
    private long lastId = -1;

    Publishing(History history, String pipelineName, String run) {
      this.history = history;
      this.pipelineName = pipelineName;
      this.run = run;
      topic = pipelineName.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void work(Transport transport) {
      transport.tend();
      if (!publishPage(transport)) {
        LockSupport.parkNanos(POLL_NANOS);
      }
    }

    @Override
    public void finish(Transport transport) {
      long deadline = System.nanoTime() + FINISH_NANOS;
      while (publishPage(transport)) {
        if (System.nanoTime() - deadline > 0) {
          LOG.warn("the last records could not be published in time: last id={}", lastId);
          return;
        }
      }
    }

    /// Whether there is more to publish at once.
    private boolean publishPage(Transport transport) {
      Page page = history.newerThan(lastId, PAGE_RECORDS);
      if (page.gap()) {
        LOG.warn("records were overwritten before they were published: after id={}", lastId);
      }
      for (StatRecord statRecord : page.records()) {
        String json = HistoryJson.writeStreamed(pipelineName, run, statRecord);
        transport.send(List.of(topic, json.getBytes(StandardCharsets.UTF_8)));
        lastId = statRecord.id();
      }
      return page.more();
    }
  }
}
