package io.framegauge.pipeline;

import static java.util.Objects.requireNonNull;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Pads;
import io.framegauge.pipeline.plugin.OnError;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import io.framegauge.pipeline.plugin.PluginSlot;
import io.framegauge.pipeline.plugin.PluginSpec;
import io.framegauge.pipeline.plugin.WatchedFile;
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
  private final Optional<DevMode.Edited> edited;
  private Optional<OffThread> offThread = Optional.empty();
  private @Nullable PluginReport report;
  private @Nullable PluginProbe probe;
  private Pads.@Nullable Attached place;
  private @Nullable Families families;
  private volatile boolean started;

  /// @param source to be recompiled when it is saved, if it is
  PluginStage(
      String stageName,
      Element carrier,
      PluginSpec spec,
      Plugin plugin,
      Optional<WatchedFile> source) {
    this.stageName = stageName;
    this.carrier = carrier;
    this.spec = spec;
    if (source.isPresent()) {
      PluginSlot slot =
          new PluginSlot(plugin, (callback, thrown) -> report().threw(callback, thrown, false));
      this.plugin = slot;
      this.edited = Optional.of(new DevMode.Edited(stageName, spec, slot, source.get()));
    } else {
      this.plugin = plugin;
      this.edited = Optional.empty();
    }
  }

  String stageName() {
    return stageName;
  }

  /// What is to be done when the source is saved, if that is wanted.
  Optional<DevMode.Edited> edited() {
    return edited;
  }

  private PluginReport report() {
    return requireNonNull(report);
  }

  /// Has the plugin watched and its failures counted from now on.
  void open(Telemetry telemetry) {
    report = new PluginReport(stageName, spec, telemetry);
    families = telemetry.families();
    offThread = offThread(report);
  }

  /// Starts the plugin; answers how the run ends if that fails.
  Optional<Ending> start(Telemetry telemetry) {
    try {
      report().enters("start", System.nanoTime());
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
      report().threw("start", thrown, false);
      return Optional.of(new Ending.Failed(PluginReport.text(stageName, spec, "start", thrown)));
    } finally {
      report().leaves();
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

  /// Says what there is to say of the plugin, while nothing is sampled.
  void look(long nowNanos) {
    report().report(nowNanos);
  }

  /// The call that the plugin is in.
  Optional<PluginCall.Inside> inside() {
    return Optional.ofNullable(report).flatMap(PluginReport::inside);
  }

  /// Its names, for people.
  String names() {
    return PluginReport.plugin(stageName, spec);
  }

  /// Says that the plugin does not return.
  void tellLeftBehind(PluginCall.Inside call) {
    LOG.error(
        "{} does not return from {}{}; it is left behind", names(), call.callback(), call.place());
  }

  /// Puts the plugin in the flow.
  ///
  /// @param cells of the stage; empty when nothing is measured
  /// @param sources what frames come from
  /// @param ending is told when the plugin ends the run
  void attach(Optional<StageCells> cells, SourceIds sources, Consumer<Ending> ending) {
    report().onEnd(ending);
    PluginWatch watch = offThread.map(OffThread::streamWatch).orElse(report());
    PluginProbe attached = new PluginProbe(called(), cells, spec.onError(), watch, sources);
    place = Pads.intercept(Address.of(carrier.getStaticPad("sink")), attached);
    probe = attached;
  }

  /// Ends the plugin's life, when nothing flows any more. A plugin that is still in a call is
  /// called no more.
  void end() {
    if (place != null) {
      place.remove(); // the carrier may live on for a while
    }
    if (started) {
      offThread.ifPresent(own -> own.finish(OFF_THREAD_PATIENCE));
    }
    Optional<PluginCall.Inside> call = inside();
    if (call.isPresent()) {
      tellLeftBehind(call.get());
    } else if (probe != null) {
      probe.end().forEach(requireNonNull(families)::sourceRemoved);
    } else if (started) {
      stop();
    }
    if (report != null) {
      report.flush();
    }
  }

  private void stop() {
    try {
      report().enters("stop", System.nanoTime());
      called().stop();
    } catch (Throwable thrown) { // user code: anything may come
      report().threw("stop", thrown, false);
    } finally {
      report().leaves();
    }
  }
}
