package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.AppSource;
import io.framegauge.pipeline.gst.PropertyWriter;
import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.pipeline.gst.RegionParams;
import io.framegauge.pipeline.gst.Regions;
import io.framegauge.pipeline.port.FrameInlet;
import io.framegauge.pipeline.port.FrameRegion;
import io.framegauge.pipeline.port.FrameSource;
import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.PortContext;
import io.framegauge.pipeline.probe.SourceIds;
import io.framegauge.pipeline.probe.SourceName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
    set("format", "time");
    set("block", "true");
    set("max-bytes", Long.toString(source.waiting().bytes()));
    set("max-buffers", Long.toString(source.waiting().frames()));
  }

  /// What the GStreamer of this machine does not have yet is left out.
  private void set(String property, String value) {
    long address = Address.of(carrier);
    if (PropertyWriter.has(address, property)) {
      PropertyWriter.set(address, property, value);
    }
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
      source.run(new Inlet(new AppSource(Address.of(carrier))));
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

  /// The way into the `appsrc`; for the feeding thread.
  private final class Inlet implements FrameInlet {
    private final AppSource into;
    private final RegionParams params = new RegionParams();
    private final Map<String, Integer> quarks = new java.util.HashMap<>();

    Inlet(AppSource into) {
      this.into = into;
    }

    @Override
    public void source(String sourceId) {
      into.stream(SourceName.stream(sourceId));
    }

    @Override
    public void format(String caps) {
      if (!into.caps(caps)) {
        throw new IllegalArgumentException("must be caps: " + caps);
      }
    }

    @Override
    public boolean push(IncomingFrame frame) {
      long buffer =
          AppSource.buffer(
              frame.bytes(),
              frame.ptsNanos(),
              frame.dtsNanos(),
              frame.durationNanos(),
              frame.keyframe());
      frame.objects().forEach(object -> add(buffer, object));
      return into.push(buffer) && !stopping;
    }

    private void add(long buffer, FrameRegion object) {
      int label = quarks.computeIfAbsent(object.label(), Quarks::of);
      long region =
          Regions.add(buffer, label, object.x(), object.y(), object.width(), object.height());
      if (object.trackId() != 0) {
        params.trackId(region, object.trackId());
      }
      object.confidence().ifPresent(confidence -> params.confidence(region, confidence));
    }

    @Override
    public void end() {
      into.end();
    }
  }
}
