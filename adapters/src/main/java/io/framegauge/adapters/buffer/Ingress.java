package io.framegauge.adapters.buffer;

import io.framegauge.adapters.transport.EndpointException;
import io.framegauge.adapters.transport.MessageSource;
import io.framegauge.adapters.transport.Received;
import io.framegauge.telemetry.zeromq.RareLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes messages from the source endpoint into the store, and acknowledges them then. One thread.
///
/// While the store cannot keep them nothing more is read: senders that wait for an acknowledgement
/// wait, and others fill their sockets.
final class Ingress implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Ingress.class);
  private static final int WAIT_MILLIS = 100;
  private static final int BATCH_MESSAGES = 64;

  /// With one message more, less than what the store keeps a buffer for from one time to the next.
  private static final long BATCH_BYTES = 2 * 1024 * 1024;

  private final BufferConfig config;
  private final MessageStore store;
  private final BufferMetrics metrics;
  private final Pause pause;
  private final BooleanSupplier stopping;
  private final Admission admission;
  private final RareLog drops = new RareLog(LOG::warn, System::nanoTime);
  private final RareLog rejections = new RareLog(LOG::warn, System::nanoTime);
  private Optional<MessageSource> source;

  Ingress(
      BufferConfig config,
      MessageSource source,
      MessageStore store,
      BufferMetrics metrics,
      Pause pause) {
    this.config = config;
    this.source = Optional.of(source);
    this.store = store;
    this.metrics = metrics;
    this.pause = pause;
    this.stopping = pause::isOver;
    this.admission =
        new Admission(config.length(), config.serviceMessages(), config.thresholdPercent());
  }

  /// Works until it is to stop.
  @Override
  public void run() {
    try {
      while (!stopping.getAsBoolean()) {
        turn();
      }
    } finally {
      source.ifPresent(MessageSource::close);
    }
  }

  private void turn() {
    if (source.isPresent() && source.get().failed()) {
      LOG.error("the source's socket broke and is opened anew: {}", config.source());
      source.get().close();
      source = Optional.empty();
    }
    if (source.isEmpty()) {
      source = opened();
    }
    source.ifPresent(this::takeBatch);
  }

  private Optional<MessageSource> opened() {
    try {
      return Optional.of(
          MessageSource.open("framegauge-source", config.source(), config.sourceSettings()));
    } catch (EndpointException e) {
      pause.failed("the source's socket cannot be opened yet", e);
      return Optional.empty();
    }
  }

  private void takeBatch(MessageSource from) {
    Batch batch = new Batch(store.waiting());
    Received received = from.receive(WAIT_MILLIS);
    while (!(received instanceof Received.Nothing)) {
      switch (received) {
        case Received.Arrived arrived -> batch.add(arrived);
        case Received.Rejected rejected -> reject(rejected);
        case Received.Nothing nothing -> throw new IllegalStateException("not reached");
      }
      received = batch.isFull() ? new Received.Nothing() : from.receive(0);
    }
    if (keep(batch)) {
      metrics.pushed().passed(batch.admitted.size());
      metrics.waiting(store.waiting());
      batch.arrived.forEach(from::acknowledge);
    }
  }

  private void reject(Received.Rejected rejected) {
    metrics.rejected(rejected.reason());
    if (rejected.reason().isFault()) {
      rejections.say("rejected a message: " + rejected.detail());
    }
  }

  /// Tries until the messages are in the store; false when that is given up to stop.
  private boolean keep(Batch batch) {
    if (batch.admitted.isEmpty()) {
      return true;
    }
    while (true) {
      try {
        store.append(batch.admitted);
        pause.succeeded("messages are kept again");
        return true;
      } catch (BufferException e) {
        metrics.storeFailed();
        pause.failed("reading stops until messages can be kept", e);
        if (stopping.getAsBoolean()) {
          LOG.warn(
              "stopped with messages not kept and not acknowledged: {}", batch.admitted.size());
          return false;
        }
      }
    }
  }

  /// Messages that are put into the store together.
  private final class Batch {
    private final List<Received.Arrived> arrived = new ArrayList<>();
    private final List<Stored> admitted = new ArrayList<>();
    private Waiting waiting;
    private long bytes;

    Batch(Waiting waiting) {
      this.waiting = waiting;
    }

    void add(Received.Arrived message) {
      metrics.received().passed(1);
      arrived.add(message);
      Stored stored = Stored.of(message.message(), message.envelope());
      long size = message.envelope().size();
      bytes += size;
      Admission.Verdict verdict = admission.judge(stored.kind(), waiting);
      if (verdict == Admission.Verdict.ADMITTED) {
        admitted.add(stored);
        waiting = waiting.plus(stored.kind(), size);
      } else {
        metrics.dropped(verdict);
        drops.say("the buffer is full, dropped a message: reason=" + verdict.label());
      }
    }

    boolean isFull() {
      return arrived.size() >= BATCH_MESSAGES || bytes >= BATCH_BYTES || stopping.getAsBoolean();
    }
  }
}
