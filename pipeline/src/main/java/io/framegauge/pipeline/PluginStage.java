package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Pads;
import io.framegauge.pipeline.plugin.OnError;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import io.framegauge.pipeline.plugin.PluginSpec;
import io.framegauge.pipeline.probe.OffThread;
import io.framegauge.pipeline.probe.PluginProbe;
import io.framegauge.pipeline.probe.PluginWatch;
import io.framegauge.pipeline.probe.SourceIds;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.metrics.Families;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.freedesktop.gstreamer.Element;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A plugin and the `identity` that carries it: the plugin sits in a probe on the sink pad, so that
/// what it drops is the difference of the links around the stage.
final class PluginStage {
  private static final Logger LOG = LoggerFactory.getLogger(PluginStage.class);
  private static final Duration OFF_THREAD_PATIENCE = Duration.ofSeconds(1);

  private final String stageName;
  private final Element carrier;
  private final PluginSpec spec;
  private final Plugin plugin;
  private Optional<OffThread> offThread = Optional.empty();
  private @Nullable PluginReport report;
  private @Nullable PluginProbe probe;
  private Pads.@Nullable Attached place;
  private @Nullable Families families;
  private boolean started;

  PluginStage(String stageName, Element carrier, PluginSpec spec, Plugin plugin) {
    this.stageName = stageName;
    this.carrier = carrier;
    this.spec = spec;
    this.plugin = plugin;
  }

  String stageName() {
    return stageName;
  }

  /// Starts the plugin; answers how the run ends if that fails.
  Optional<Ending> start(Telemetry telemetry) {
    report = new PluginReport(stageName, spec, telemetry);
    families = telemetry.families();
    offThread = offThread(report);
    try {
      called()
          .start(
              new PluginContext(
                  stageName,
                  LoggerFactory.getLogger("plugin." + stageName),
                  telemetry.families(),
                  telemetry.collectors(),
                  telemetry.history()));
      started = true;
      return Optional.empty();
    } catch (Throwable thrown) { // user code: anything may come
      report.threw("start", thrown, false);
      return Optional.of(new Ending.Failed(PluginReport.text(stageName, spec, "start", thrown)));
    }
  }

  private Optional<OffThread> offThread(PluginReport to) {
    boolean ends = spec.onError() == OnError.STOP;
    return spec.offThread().stream()
        .mapToObj(frames -> new OffThread(plugin, stageName, frames, ends, to))
        .findFirst();
  }

  /// What is called on the streaming thread.
  private Plugin called() {
    return offThread.isPresent() ? offThread.get() : plugin;
  }

  /// Puts the plugin in the flow.
  ///
  /// @param cells of the stage; empty when nothing is measured
  /// @param sources what frames come from
  /// @param ending is told when the plugin ends the run
  void attach(Optional<StageCells> cells, SourceIds sources, Consumer<Ending> ending) {
    PluginReport to = java.util.Objects.requireNonNull(report);
    to.onEnd(ending);
    PluginWatch watch = offThread.map(OffThread::streamWatch).orElse(to);
    PluginProbe attached = new PluginProbe(called(), cells, spec.onError(), watch, sources);
    place = Pads.intercept(Address.of(carrier.getStaticPad("sink")), attached);
    probe = attached;
  }

  /// Ends the plugin's life, when nothing flows any more.
  void end() {
    if (place != null) {
      place.remove(); // the carrier may live on for a while
    }
    if (started) {
      offThread.ifPresent(this::finish);
    }
    if (probe != null) {
      probe.end().forEach(java.util.Objects.requireNonNull(families)::sourceRemoved);
    } else if (started) {
      try {
        called().stop();
      } catch (Throwable thrown) { // user code: anything may come
        java.util.Objects.requireNonNull(report).threw("stop", thrown, false);
      }
    }
    if (report != null) {
      report.flush();
    }
  }

  private void finish(OffThread own) {
    if (!own.finish(OFF_THREAD_PATIENCE)) {
      LOG.error(
          "plugin {} ({}) does not return; its thread is left behind", stageName, spec.className());
    }
  }
}
