package io.framegauge.adapters.buffer;

import io.framegauge.adapters.transport.MessageSink;
import io.framegauge.adapters.transport.MessageSource;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.PipelineState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The buffer adapter: one thread takes messages in, one sends them on, a store on disk is between.
///
/// `open`, `run` until `stop` is called by another thread, `close`.
public final class Buffer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("buffer");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BufferConfig config;
  private final MessageStore store;
  private final MessageSource source;
  private final MessageSink sink;
  private final Telemetry telemetry;
  private final BufferMetrics metrics;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile Optional<Throwable> failure = Optional.empty();
  private final List<AutoCloseable> opened = new ArrayList<>();

  private Buffer(BufferConfig config, Build build) {
    this.config = config;
    try {
      store = kept(MessageStore.open(config.folder()));
      source =
          kept(MessageSource.open("framegauge-source", config.source(), config.sourceSettings()));
      sink =
          kept(
              MessageSink.open(
                  "framegauge-sink",
                  config.sink(),
                  config.sinkSettings(),
                  () -> stop.getCount() == 0));
      telemetry = kept(Telemetry.open(config.name(), config.telemetry(), build));
      metrics = new BufferMetrics(telemetry);
    } catch (RuntimeException | Error e) {
      closeAll();
      throw e;
    }
    metrics.waiting(store.waiting());
  }

  private <T extends AutoCloseable> T kept(T part) {
    opened.addFirst(part);
    return part;
  }

  /// Opens the store, the endpoints and the servers, all or none.
  ///
  /// @throws BufferException if the messages cannot be opened
  /// @throws io.framegauge.adapters.transport.EndpointException if an endpoint cannot be used
  public static Buffer open(BufferConfig config, Build build) {
    return new Buffer(config, build);
  }

  /// Where everything is, for people.
  public List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    addresses.add("source: " + source.endpoint());
    addresses.add("sink: " + sink.endpoint());
    addresses.add("messages: " + store.waiting().messages() + " wait in " + config.folder());
    addresses.addAll(telemetry.addresses());
    return addresses;
  }

  /// Works until [#stop] is called. What waits then stays in the store.
  ///
  /// @throws IllegalStateException if a thread failed for a reason that does not pass
  public void run() {
    telemetry.start();
    telemetry.running();
    Pause pausingIn = new Pause(LOG, stop);
    Pause pausingOut = new Pause(LOG, stop);
    Thread in = started("source", new Ingress(config, source, store, metrics, pausingIn));
    Thread out = started("sink", new Egress(sink, store, metrics, pausingOut));
    tellCounts();
    ended(in);
    ended(out);
    LOG.info(metrics.line());
    telemetry.end(failure.isPresent() ? PipelineState.FAILED : PipelineState.ENDED);
    failure.ifPresent(cause -> {
      throw new IllegalStateException("the buffer failed: " + cause, cause);
    });
  }

  private Thread started(String role, Runnable work) {
    return Thread.ofPlatform()
        .name("buffer-" + role)
        .daemon()
        .start(() -> {
          try {
            work.run();
          } catch (RuntimeException | Error e) {
            failure = Optional.of(e);
            stop();
          }
        });
  }

  private void tellCounts() {
    try {
      while (!stop.await(config.statsInterval().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info(metrics.line());
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    }
  }

  private static void ended(Thread thread) {
    try {
      if (!thread.join(PATIENCE)) {
        LOG.warn("{} did not end within {}", thread.getName(), PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Makes [#run] return. Any thread.
  public void stop() {
    stop.countDown();
  }

  @Override
  public void close() {
    closeAll();
  }

  private void closeAll() {
    for (AutoCloseable part : opened) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("a part of the buffer could not be closed", e);
      }
    }
    opened.clear();
  }
}
