package io.framegauge.pipeline;

import io.framegauge.pipeline.port.FrameInlet;
import io.framegauge.pipeline.port.FrameSource;
import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.PortContext;
import io.framegauge.pipeline.probe.SourceIds;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.freedesktop.gstreamer.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A source of Java and the `appsrc` that carries it, fed by a thread of its own.
final class SourcePort implements Port {
  /// Factory of the element that carries it.
  static final String CARRIER = "appsrc";

  private static final Logger LOG = LoggerFactory.getLogger(SourcePort.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String stageName;
  private final Element carrier;
  private final FrameSource source;
  private volatile boolean stopping;
  private Optional<Thread> feeding = Optional.empty();

  SourcePort(String stageName, Element carrier, FrameSource source) {
    this.stageName = stageName;
    this.carrier = carrier;
    this.source = source;
    AppInlet.prepare(carrier, source.waiting());
  }

  @Override
  public String open(PortContext context) {
    return source.open(context);
  }

  @Override
  public void attach(SourceIds sources, Consumer<Ending> ending) {
    // fed from the outside
  }

  /// Not before the element has been started: until then it takes nothing.
  @Override
  public void start(Consumer<Ending> ending) {
    feeding =
        Optional.of(Thread.ofPlatform().name("framegauge-feed").daemon().start(() -> feed(ending)));
  }

  private void feed(Consumer<Ending> ending) {
    try {
      source.run(new Inlet(new AppInlet(carrier)));
    } catch (Throwable thrown) { // of an implementation that is not ours
      if (!stopping) {
        LOG.debug("{} failed", stageName, thrown);
        ending.accept(new Ending.Failed(text(stageName, thrown)));
      }
    }
  }

  /// What failed, in one sentence.
  static String text(String stageName, Throwable thrown) {
    String message = thrown.getMessage();
    return stageName + ": " + (message == null ? thrown.toString() : message);
  }

  @Override
  public boolean repeats() {
    return false;
  }

  @Override
  public String stageName() {
    return stageName;
  }

  @Override
  public void stop() {
    stopping = true;
    source.stop();
  }

  @Override
  public void close() {
    if (feeding.isPresent() && !ended(feeding.get())) {
      LOG.warn("{} did not end within {} s; it is left behind", stageName, PATIENCE.toSeconds());
      return;
    }
    source.close();
  }

  private static boolean ended(Thread thread) {
    try {
      return thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The way into the `appsrc`, until it is to stop.
  private final class Inlet implements FrameInlet {
    private final AppInlet into;

    Inlet(AppInlet into) {
      this.into = into;
    }

    @Override
    public void source(String sourceId) {
      into.source(sourceId);
    }

    @Override
    public OptionalLong leastBytes(String caps) {
      return into.leastBytes(caps);
    }

    @Override
    public void format(String caps) {
      into.format(caps);
    }

    @Override
    public boolean push(IncomingFrame frame) {
      return into.push(frame) && !stopping;
    }

    @Override
    public void end() {
      into.end();
    }
  }
}
