package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Messages;
import io.framegauge.pipeline.gst.PropertyWriter;
import io.framegauge.pipeline.port.FrameSource;
import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.SidePipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.GstException;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.State;
import org.freedesktop.gstreamer.glib.GError;
import org.freedesktop.gstreamer.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pipeline that a sink feeds by an `appsrc`.
final class FedPipeline implements SidePipeline {
  private static final Logger LOG = LoggerFactory.getLogger(FedPipeline.class);
  private static final String FEED = "framegauge-feed";
  private static final FrameSource.Waiting WAITING = new FrameSource.Waiting(64, 33_554_432);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);
  private static final Duration REASON_PATIENCE = Duration.ofSeconds(2);
  private static final Pattern NO_ELEMENT = Pattern.compile("no element \"(.+)\"");

  private final Pipeline pipeline;
  private final String name;
  private final Bus bus;
  private final Bus.MESSAGE ear = (from, message) -> hear(message);
  private final Element carrier;
  private final AppInlet inlet;

  /// Completes when all has come to the end, or with what failed.
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  private Optional<Errand> halting = Optional.empty();

  private FedPipeline(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.name = pipeline.getName();
    this.bus = pipeline.getBus();
    this.carrier = pipeline.getElementByName(FEED);
    AppInlet.prepare(carrier, WAITING);
    this.inlet = new AppInlet(carrier);
  }

  /// Starts one; GStreamer must be initialised.
  static SidePipeline start(String launch, Map<String, String> settings) {
    Pipeline pipeline = parsed("appsrc name=" + FEED + " ! " + launch);
    settings.forEach((path, value) -> set(pipeline, path, value));
    FedPipeline fed = new FedPipeline(pipeline);
    fed.bus.connect(fed.ear);
    pipeline.setState(State.PLAYING);
    return fed;
  }

  private static Pipeline parsed(String launch) {
    List<GError> errors = new ArrayList<>();
    try {
      Element parsed = Gst.parseLaunch(launch, errors);
      if (errors.isEmpty() && parsed instanceof Pipeline pipeline) {
        return pipeline;
      }
    } catch (GstException e) {
      throw new IllegalStateException(lacking(String.valueOf(e.getMessage())), e);
    }
    throw new IllegalStateException(
        lacking(errors.isEmpty() ? launch : errors.getFirst().getMessage()));
  }

  private static String lacking(String complaint) {
    Matcher element = NO_ELEMENT.matcher(complaint);
    return element.find()
        ? KnownPackages.sentence(element.group(1), Set.of()).orElse(complaint)
        : complaint;
  }

  private static void set(Pipeline pipeline, String path, String value) {
    int dot = path.indexOf('.');
    Element element = pipeline.getElementByName(path.substring(0, dot));
    PropertyWriter.set(Address.of(element), path.substring(dot + 1), value)
        .ifPresent(rule -> {
          throw new IllegalArgumentException(rule + ": " + path + "=" + value);
        });
  }

  private void hear(Message message) {
    try (message) { // which holds the element that it is from, and so maybe the pipeline
      switch (message.getType()) {
        case EOS -> end.complete(null);
        case ERROR -> {
          Messages.Complaint error = Messages.error(Address.of(message));
          if (end.completeExceptionally(new IllegalStateException(error.oneLine()))) {
            halt(); // whoever waits to push goes on
          }
        }
        default -> {}
      }
    }
  }

  private synchronized Errand halt() {
    Errand errand =
        halting.orElseGet(() -> Errand.start("framegauge-halt-side", this::stopAndFree));
    halting = Optional.of(errand);
    return errand;
  }

  /// Messages that wait are told before: the bus's thread takes one after the other, and what it
  /// has in hand points to the bus.
  private void stopAndFree() {
    AppInlet.unlimited(carrier); // one that was never started lets nobody go who waits to push
    pipeline.setState(State.NULL);
    CompletableFuture.runAsync(this::free, Gst.getExecutor()).join();
  }

  /// A bus that is listened to lives for ever, and with it the pipeline and two file descriptors.
  /// The way in stays until this object goes.
  private void free() {
    end.completeExceptionally(new IllegalStateException("it is closed"));
    bus.disconnect(ear);
    bus.dispose();
    pipeline.dispose();
  }

  @Override
  public void source(String sourceId) {
    inlet.source(sourceId);
  }

  @Override
  public OptionalLong leastBytes(String caps) {
    return inlet.leastBytes(caps);
  }

  @Override
  public void format(String caps) {
    inlet.format(caps);
  }

  @Override
  public boolean push(IncomingFrame frame) {
    if (end.isDone() || !inlet.push(frame)) {
      await(REASON_PATIENCE);
      throw new IllegalStateException("it takes no frames any more");
    }
    return true;
  }

  @Override
  public void end() {
    inlet.end();
  }

  @Override
  public void finish(Duration atMost) {
    end();
    await(atMost);
  }

  private void await(Duration atMost) {
    try {
      end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(end.exceptionNow().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("does not end within " + atMost.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    if (!halt().endsWithin(STOP_PATIENCE)) {
      LOG.error("{} does not stop; it is left behind", name);
    }
  }
}
