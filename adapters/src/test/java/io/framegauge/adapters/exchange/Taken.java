package io.framegauge.adapters.exchange;

import io.framegauge.pipeline.port.FrameInlet;
import io.framegauge.pipeline.port.IncomingFrame;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes what a source puts into its pipeline.
final class Taken implements FrameInlet {
  final List<IncomingFrame> frames = new CopyOnWriteArrayList<>();
  final List<String> told = new CopyOnWriteArrayList<>();

  @Override
  public void source(String sourceId) {
    told.add("source " + sourceId);
  }

  /// As many as [Leaving#at] has, of raw pictures; a format with a bracket is none.
  @Override
  public OptionalLong leastBytes(String caps) {
    if (caps.contains("(int,")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(caps.startsWith("video/x-raw") ? 8 : 0);
  }

  @Override
  public void format(String caps) {
    told.add("format " + caps);
  }

  @Override
  public boolean push(IncomingFrame frame) {
    frames.add(frame);
    return true;
  }

  @Override
  public void end() {
    told.add("end");
  }
}
