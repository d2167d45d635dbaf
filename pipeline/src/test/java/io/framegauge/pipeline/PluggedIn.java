package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Pads;
import io.framegauge.pipeline.plugin.OnError;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.probe.PluginProbe;
import io.framegauge.pipeline.probe.PluginWatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.freedesktop.gstreamer.Element;

/// Puts plugins on elements of a pipeline, and keeps what they throw for the test.
class PluggedIn implements PluginWatch {
  private final List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());

  /// Shows a plugin what enters an element.
  PluggedIn on(Element element, Plugin plugin) {
    Pads.intercept(
        Address.of(element.getStaticPad("sink")),
        new PluginProbe(plugin, Optional.empty(), OnError.PASS, this, stream -> "cam"));
    return this;
  }

  @Override
  public void took(long nanos) {}

  @Override
  public void threw(String callback, Throwable throwable, boolean ends) {
    thrown.add(throwable);
  }

  @Override
  public void skipped(long frames) {}

  /// Fails with what a plugin has thrown, if one has.
  void check() {
    if (!thrown.isEmpty()) {
      throw new AssertionError(thrown.getFirst());
    }
  }
}
