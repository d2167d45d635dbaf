package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.AppSource;
import io.framegauge.pipeline.gst.PropertyWriter;
import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.pipeline.gst.RegionParams;
import io.framegauge.pipeline.gst.Regions;
import io.framegauge.pipeline.gst.VideoInfo;
import io.framegauge.pipeline.port.FrameInlet;
import io.framegauge.pipeline.port.FrameRegion;
import io.framegauge.pipeline.port.FrameSource;
import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.probe.SourceName;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.freedesktop.gstreamer.Element;

/// The way into an `appsrc`. One thread.
final class AppInlet implements FrameInlet {
  private final Element carrier; // held
  private final AppSource into;
  private final RegionParams params = new RegionParams();
  private final Map<String, Integer> quarks = new HashMap<>();

  AppInlet(Element carrier) {
    this.carrier = carrier;
    this.into = new AppSource(Address.of(carrier));
  }

  /// Makes an `appsrc` take frames with times, and say how much may wait in it.
  static void prepare(Element carrier, FrameSource.Waiting waiting) {
    set(carrier, "format", "time");
    set(carrier, "block", "true");
    set(carrier, "max-bytes", Long.toString(waiting.bytes()));
    set(carrier, "max-buffers", Long.toString(waiting.frames()));
  }

  /// Lets any number of frames wait, so that nobody waits any more to push one.
  static void unlimited(Element carrier) {
    set(carrier, "max-bytes", "0");
    set(carrier, "max-buffers", "0");
  }

  /// What the GStreamer of this machine does not have yet is left out.
  private static void set(Element carrier, String property, String value) {
    long address = Address.of(carrier);
    if (PropertyWriter.has(address, property)) {
      PropertyWriter.set(address, property, value);
    }
  }

  @Override
  public void source(String sourceId) {
    into.stream(SourceName.stream(sourceId));
  }

  @Override
  public OptionalLong leastBytes(String caps) {
    return VideoInfo.leastBytes(caps);
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
    return into.push(buffer);
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

  @Override
  public String toString() {
    return carrier.getName();
  }
}
