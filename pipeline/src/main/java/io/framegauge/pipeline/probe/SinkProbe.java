package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Buffers;
import io.framegauge.pipeline.gst.Caps;
import io.framegauge.pipeline.gst.Events;
import io.framegauge.pipeline.gst.PadProbe;
import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.pipeline.gst.RegionParams;
import io.framegauge.pipeline.gst.Regions;
import io.framegauge.pipeline.port.FrameRegion;
import io.framegauge.pipeline.port.FrameSink;
import io.framegauge.pipeline.port.OutgoingFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// Hands everything that reaches a pipeline's last pad to a sink made of Java.
public final class SinkProbe extends PadProbe {
  private final FrameSink sink;
  private final SourceIds sources;
  private final Consumer<Throwable> failure;
  private final Regions.Cursor cursor = new Regions.Cursor();
  private final RegionParams params = new RegionParams();
  private String caps = "";
  private String sourceId = "";
  private boolean streamKnown;
  private boolean failed;

  /// @param sources what frames come from
  /// @param failure is told what the sink threw, once; what comes then goes no further
  public SinkProbe(FrameSink sink, SourceIds sources, Consumer<Throwable> failure) {
    this.sink = sink;
    this.sources = sources;
    this.failure = failure;
  }

  @Override
  protected int buffer(long pad, long carrier, long buffer) {
    if (failed) {
      return DROP;
    }
    learnStream(pad);
    try (Passing frame = new Passing(buffer)) {
      sink.frame(frame);
      return PASS;
    } catch (Throwable thrown) {
      return failed(thrown);
    }
  }

  @Override
  protected void list(long pad, long list) {}

  @Override
  protected void event(long pad, long event) {
    Caps.ofEvent(event).ifPresent(text -> caps = text);
    switch (Events.type(event)) {
      case Events.STREAM_START -> streamKnown = false;
      case Events.EOS -> endReached(pad);
      default -> {}
    }
  }

  private void endReached(long pad) {
    if (failed) {
      return;
    }
    learnStream(pad);
    try {
      sink.end(sourceId);
    } catch (Throwable thrown) {
      failed(thrown);
    }
  }

  /// Asked when something comes: by then a source has told which stream it plays.
  private void learnStream(long pad) {
    if (!streamKnown) {
      streamKnown = true;
      sourceId = sources.of(Events.streamOfPad(pad).orElse(""));
    }
  }

  @Override
  protected int failed(Throwable thrown) {
    failed = true;
    failure.accept(thrown);
    return DROP;
  }

  /// A buffer as a sink sees it.
  private final class Passing implements OutgoingFrame, AutoCloseable {
    private long buffer;

    Passing(long buffer) {
      this.buffer = buffer;
    }

    private long live() {
      if (buffer == 0) {
        throw new IllegalStateException("a frame is only valid during the call it was given to");
      }
      return buffer;
    }

    @Override
    public String sourceId() {
      return sourceId;
    }

    @Override
    public String caps() {
      return caps;
    }

    @Override
    public long ptsNanos() {
      return Buffers.pts(live());
    }

    @Override
    public long dtsNanos() {
      return Buffers.dts(live());
    }

    @Override
    public long durationNanos() {
      return Buffers.duration(live());
    }

    @Override
    public boolean keyframe() {
      return Buffers.isKey(live());
    }

    @Override
    public List<FrameRegion> objects() {
      List<FrameRegion> objects = new ArrayList<>();
      long held = live();
      for (long at = Regions.first(held, cursor); at != 0; at = Regions.next(held, at, cursor)) {
        objects.add(region(at));
      }
      return objects;
    }

    private FrameRegion region(long at) {
      double confidence = params.confidence(at);
      return new FrameRegion(
          Quarks.text(Regions.type(at)),
          params.trackId(at),
          Regions.x(at),
          Regions.y(at),
          Regions.width(at),
          Regions.height(at),
          Double.isNaN(confidence) ? OptionalDouble.empty() : OptionalDouble.of(confidence));
    }

    @Override
    public byte[] bytes() {
      return Buffers.bytes(live());
    }

    @Override
    public void close() {
      buffer = 0;
    }
  }
}
