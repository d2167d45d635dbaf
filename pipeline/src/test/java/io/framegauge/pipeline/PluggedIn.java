package io.framegauge.pipeline;

import io.framegauge.pipeline.plugin.OnError;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.probe.PluginProbe;
import io.framegauge.pipeline.probe.PluginWatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Puts plugins on elements of a pipeline, and keeps what they throw for the test.
class PluggedIn implements PluginWatch {
  private final List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());

  /// Shows a plugin what enters an element.
  PluggedIn on(MeasuredPipeline pipeline, String element, Plugin plugin) {
    pipeline.intercept(
        element, new PluginProbe(plugin, Optional.empty(), OnError.PASS, this, stream -> "cam"));
    return this;
  }

  @Override
  public void enters(String callback, long nowNanos) {}

  @Override
  public void leaves() {}

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
