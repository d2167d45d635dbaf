package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.AutoplugErrors;
import io.framegauge.pipeline.gst.Elements;
import io.framegauge.pipeline.gst.Messages;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.message.Message;

/// Tells of the errors that a bin has kept to itself and that keep the pipeline from starting, see
/// [AutoplugErrors]: those of elements that are still there when the pipeline does not play some
/// time later. An element whose failure the bin has noticed is gone by then.
final class KeptErrors implements AutoCloseable {
  private final Pipeline pipeline;
  private final Duration patience;
  private final Consumer<Message> told;
  private final LongConsumer heard = this::heard;
  private volatile boolean closed;

  private KeptErrors(Pipeline pipeline, Duration patience, Consumer<Message> told) {
    this.pipeline = pipeline;
    this.patience = patience;
    this.told = told;
  }

  /// Listens until it is closed, to bins of a pipeline whose elements have been made.
  ///
  /// @param patience what a pipeline gets to start
  /// @param told is given error messages, on the bus's thread
  static KeptErrors listen(Pipeline pipeline, Duration patience, Consumer<Message> told) {
    KeptErrors errors = new KeptErrors(pipeline, patience, told);
    AutoplugErrors.listen(errors.heard);
    return errors;
  }

  private void heard(long message) {
    if (isInside(message)) {
      Message kept = Address.message(message);
      CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS, Gst.getExecutor())
          .execute(() -> tell(kept));
    }
  }

  private void tell(Message kept) {
    boolean starting = Elements.state(Address.of(pipeline)) < Messages.PLAYING;
    if (!closed && starting && isInside(Address.of(kept))) {
      told.accept(kept);
    }
  }

  /// Whether a message is about something that is in the pipeline.
  private boolean isInside(long message) {
    long source = Messages.source(message);
    return source != 0 && Elements.top(source) == Address.of(pipeline);
  }

  @Override
  public void close() {
    closed = true;
    AutoplugErrors.leave(heard);
  }
}
