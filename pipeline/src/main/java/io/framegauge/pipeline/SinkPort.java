package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Pads;
import io.framegauge.pipeline.port.FrameSink;
import io.framegauge.pipeline.port.PortContext;
import io.framegauge.pipeline.probe.SinkProbe;
import io.framegauge.pipeline.probe.SourceIds;
import java.util.Optional;
import java.util.function.Consumer;
import org.freedesktop.gstreamer.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A sink of Java and the `fakesink` that carries it: the sink sits in a probe on its pad.
final class SinkPort implements Port {
  /// Factory of the element that carries it.
  static final String CARRIER = "fakesink";

  private static final Logger LOG = LoggerFactory.getLogger(SinkPort.class);

  private final String stageName;
  private final Element carrier;
  private final FrameSink sink;
  private Optional<Pads.Attached> place = Optional.empty();

  SinkPort(String stageName, Element carrier, FrameSink sink) {
    this.stageName = stageName;
    this.carrier = carrier;
    this.sink = sink;
    carrier.set("sync", sink.paced());
  }

  @Override
  public String open(PortContext context) {
    return sink.open(context);
  }

  @Override
  public void attach(SourceIds sources, Consumer<Ending> ending) {
    SinkProbe probe =
        new SinkProbe(
            sink,
            sources,
            thrown -> {
              LOG.debug("{} failed", stageName, thrown);
              ending.accept(new Ending.Failed(SourcePort.text(stageName, thrown)));
            });
    place = Optional.of(Pads.intercept(Address.of(carrier.getStaticPad("sink")), probe));
  }

  @Override
  public void start(Consumer<Ending> ending) {
    // the pipeline brings the frames
  }

  @Override
  public boolean repeats() {
    return sink.repeats();
  }

  @Override
  public String stageName() {
    return stageName;
  }

  @Override
  public void stop() {
    sink.stop();
  }

  @Override
  public void close() {
    place.ifPresent(Pads.Attached::remove);
    sink.close();
  }
}
