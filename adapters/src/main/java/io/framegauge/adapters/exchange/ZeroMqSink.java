package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.Delivery;
import io.framegauge.adapters.transport.Endpoint;
import io.framegauge.adapters.transport.EndpointException;
import io.framegauge.adapters.transport.Envelope;
import io.framegauge.adapters.transport.MessageSink;
import io.framegauge.adapters.transport.VideoFrame;
import io.framegauge.pipeline.port.FrameSink;
import io.framegauge.pipeline.port.OutgoingFrame;
import io.framegauge.pipeline.port.PortContext;
import io.framegauge.telemetry.zeromq.RareLog;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends frames as messages, and the end of their source as one more. What cannot be sent within
/// the attempts that there are fails the module, as in the reference.
final class ZeroMqSink implements FrameSink {
  private static final Logger LOG = LoggerFactory.getLogger("zeromq_sink");
  private static final String NAME = "framegauge-zeromq-sink";
  private static final long REFUSED_MILLIS = 500;

  private final SinkConfig config;
  private final Arrivals arrivals;
  private final MessageWriter writer;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final RareLog complaints = new RareLog(LOG::warn, System::nanoTime);
  private final ByteStreams streams = new ByteStreams(complaints);
  private Optional<MessageSink> socket = Optional.empty();
  private Optional<SinkMetrics> metrics = Optional.empty();
  private long connectionsSeen;

  ZeroMqSink(SinkConfig config, Arrivals arrivals) {
    this.config = config;
    this.arrivals = arrivals;
    this.writer = new MessageWriter(config, arrivals);
    arrivals.remember(config.copy());
  }

  @Override
  public boolean paced() {
    return config.paced();
  }

  @Override
  public boolean repeats() {
    return config.loop();
  }

  @Override
  public String open(PortContext context) {
    metrics = Optional.of(new SinkMetrics(context.families()));
    MessageSink opened =
        MessageSink.open(NAME, config.socket(), config.settings(), () -> stop.getCount() == 0);
    socket = Optional.of(opened);
    Endpoint endpoint = opened.endpoint();
    return endpoint.toString();
  }

  @Override
  public void frame(OutgoingFrame frame) {
    String sourceId = sourceId(frame.sourceId());
    Optional<Arrivals.Arrival> before = arrivals.take(frame.sourceId(), writer.pts(frame));
    if (config.copy() && before.isEmpty()) {
      metrics().unmatched();
      complaints.say(
          "a frame was not sent, none came with its timestamp whose picture could be sent on:"
              + " pts_ns="
              + frame.ptsNanos());
      return;
    }
    OutgoingFrame leaving = config.copy() ? frame : streams.of(frame);
    VideoFrame content =
        before
            .map(arrival -> writer.again(arrival, sourceId, leaving))
            .orElseGet(() -> writer.fresh(sourceId, leaving));
    byte[] picture = config.copy() ? before.orElseThrow().bytes() : leaving.bytes();
    if (deliver(writer.envelope(sourceId, content, before, picture), Contents.FRAME)) {
      metrics().frame(sourceId);
    }
  }

  @Override
  public void end(String sourceId) {
    if (config.loop()) {
      writer.beginAnew();
      return;
    }
    String id = sourceId(sourceId);
    deliver(
        writer.envelope(id, new Content.EndOfStream(id), Optional.empty(), new byte[0]),
        Contents.END);
    writer.ended(id);
  }

  private String sourceId(String known) {
    String id = config.sourceId().orElse(known);
    if (id.isEmpty()) {
      throw new IllegalStateException(
          "the source of a frame is not known, give the property source_id");
    }
    return id;
  }

  private SinkMetrics metrics() {
    return metrics.orElseThrow();
  }

  /// False when it was given up to stop.
  private boolean deliver(Envelope envelope, String content) {
    MessageSink to = socket.orElseThrow();
    long begin = System.nanoTime();
    for (int attempt = 1; stop.getCount() > 0; attempt++) {
      Delivery delivery = attempt(to, envelope, content);
      countConnections(to.connections());
      if (delivery.isDone()) {
        done(to, delivery, begin);
        metrics().sent(content, envelope.size());
        return true;
      }
      if (stop.getCount() > 0) {
        metrics().failed(delivery);
        failed(to, delivery, attempt);
      }
    }
    return false;
  }

  /// A peer whose host is not known for some time is one that does not take messages.
  private Delivery attempt(MessageSink to, Envelope envelope, String content) {
    try {
      return to.send(envelope, content.equals(Contents.END));
    } catch (EndpointException e) {
      complaints.say("the socket cannot be opened yet: " + e.getMessage());
      return Delivery.SEND_TIMEOUT;
    }
  }

  private void done(MessageSink to, Delivery delivery, long begin) {
    metrics().took(to.sentNanos() - begin);
    if (delivery == Delivery.ACKNOWLEDGED) {
      metrics().acknowledged(System.nanoTime() - to.sentNanos());
    }
  }

  private void failed(MessageSink to, Delivery delivery, int attempt) {
    String what =
        switch (delivery) {
          case SEND_TIMEOUT -> "nobody takes messages at " + to.endpoint();
          case ACKNOWLEDGE_TIMEOUT -> "a message was not acknowledged by " + to.endpoint();
          case REFUSED -> "a message was refused by " + to.endpoint() + ": " + to.lastAnswer();
          case SENT, ACKNOWLEDGED -> throw new IllegalArgumentException("must have failed");
        };
    if (attempt >= config.attempts()) {
      throw new IllegalStateException(what + " (attempts=" + attempt + ")");
    }
    complaints.say(what + ", it is sent again");
    if (delivery == Delivery.REFUSED) {
      pause();
    }
  }

  private void pause() {
    try {
      boolean stopped = stop.await(REFUSED_MILLIS, TimeUnit.MILLISECONDS);
      LOG.trace("paused, stopped={}", stopped);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void countConnections(long now) {
    metrics().connections(now - connectionsSeen);
    connectionsSeen = now;
  }

  @Override
  public void stop() {
    stop.countDown();
  }

  @Override
  public void close() {
    socket.ifPresent(MessageSink::close);
    socket = Optional.empty();
  }
}
