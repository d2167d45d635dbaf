package io.framegauge.pipeline;

import io.framegauge.pipeline.port.PortContext;
import io.framegauge.pipeline.probe.SourceIds;
import io.framegauge.pipeline.probe.SourceName;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.StageKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.State;
import org.freedesktop.gstreamer.StateChangeReturn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of a module: its servers answer from the moment this exists until it is closed; [#run]
/// plays the pipeline in between.
///
/// What ends a run first decides how it ended: the end of stream, an error, a plugin that fails, or
/// [#stop]. Then the flow is stopped, plugins are stopped, the last records are written.
public final class ModuleRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModuleRun.class);
  private static final Duration START_PATIENCE = Duration.ofSeconds(10);

  // A stop ends within 10 s: these, and what plugins get to stop.
  private static final Duration NO_PATIENCE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMillis(2_500);
  private static final Duration PATIENCE_WITH_PLUGINS = Duration.ofSeconds(2);
  private static final Duration PATIENCE_WITH_ELEMENTS = Duration.ofSeconds(4);

  private final BuiltPipeline built;
  private final PluginStages plugins;
  private final Telemetry telemetry;
  private final List<String> addresses = new ArrayList<>();
  private Optional<PipelineTelemetry> measured = Optional.empty();
  private Optional<BusWatch> watch = Optional.empty();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final CompletableFuture<Void> asked = new CompletableFuture<>();

  ModuleRun(BuiltPipeline built, PluginStages plugins, Telemetry telemetry) {
    this.built = built;
    this.plugins = plugins;
    this.telemetry = telemetry;
  }

  /// Opens its sources and sinks that are made of Java; all or none.
  static ModuleRun open(BuiltPipeline built, PluginStages plugins, Telemetry telemetry) {
    ModuleRun run = new ModuleRun(built, plugins, telemetry);
    try {
      run.openPorts();
      return run;
    } catch (RuntimeException | Error e) {
      run.close();
      throw e;
    }
  }

  private void openPorts() {
    for (Port port : built.ports()) {
      String stage = port.stageName();
      PortContext context = new PortContext(stage, telemetry.families(), FedPipeline::start);
      addresses.add(stage + ": " + port.open(context));
    }
    addresses.addAll(telemetry.addresses());
  }

  /// Where everything is, for people.
  public List<String> addresses() {
    return List.copyOf(addresses);
  }

  /// Asks the run to end, which it does within 10 s whatever plugins do; any thread, any time. If
  /// the process ends because somebody called `System.exit`, the run has failed.
  public void stop() {
    asked.complete(null);
    ending.complete(
        plugins.exitCall().<Ending>map(Ending.Failed::new).orElseGet(Ending.Stopped::new));
  }

  /// Plays the pipeline to its end; the calling thread waits.
  public Ending run() {
    plugins.start(telemetry, ending);
    if (!ending.isDone()) {
      play();
    }
    Ending how = ending.join();
    watch.ifPresent(BusWatch::close);
    warnIfCut(how);
    measured.ifPresent(PipelineTelemetry::stopping);
    plugins.endEdits();
    built.ports().forEach(Port::stop);
    halt();
    measured.ifPresent(PipelineTelemetry::stopped);
    plugins.end(asked);
    telemetry.end(state(how));
    return how;
  }

  private void play() {
    Pipeline pipeline = built.pipeline();
    if (telemetry.config().metrics().enabled()) {
      measured = Optional.of(PipelineTelemetry.attach(telemetry, built.elements()));
    }
    watch = Optional.of(BusWatch.listen(built, START_PATIENCE, unheard(), ending::complete));
    Map<String, StageCells> stages = measured.map(PipelineTelemetry::stages).orElse(Map.of());
    plugins.attach(stages, sources(), ending::complete);
    built.ports().forEach(port -> port.attach(sources(), ending::complete));
    telemetry.start();
    if (pipeline.setState(State.PLAYING) == StateChangeReturn.FAILURE) {
      // The reason comes over the bus, on another thread.
      ending.completeOnTimeout(
          new Ending.Failed("the pipeline does not start, and no element says why"),
          START_PATIENCE.toMillis(),
          TimeUnit.MILLISECONDS);
    } else {
      telemetry.running();
      built.ports().forEach(port -> port.start(ending::complete));
    }
  }

  /// What the bus itself has to tell: nothing where its messages are heard without it.
  private BusWatch.Unheard unheard() {
    boolean heard = measured.map(PipelineTelemetry::hearsMessages).orElse(false);
    return heard
        ? BusWatch.Unheard.NOTHING
        : BusWatch.Unheard.of(
            telemetry.messages(),
            (element, dropped) -> measured.ifPresent(stages -> stages.qos(element, dropped)));
  }

  /// A stream may tell its source itself. Else, where there is one source, all frames come from it;
  /// where there are several, the streams tell, as far as they do.
  private SourceIds sources() {
    List<String> sources = PipelineTelemetry.names(built.elements(), StageKind.SOURCE);
    SourceIds others =
        sources.size() == 1
            ? stream -> sources.getFirst()
            : stream -> measured.flatMap(stages -> stages.sourceId(stream)).orElse("");
    return stream -> SourceName.told(stream).orElseGet(() -> others.of(stream));
  }

  private void warnIfCut(Ending how) {
    if (how instanceof Ending.EndOfStream) {
      MissingPart.of(built, telemetry.reader()).ifPresent(text -> LOG.warn("{}", text));
    }
  }

  /// Stops the flow. An element or a plugin that hangs cannot be stopped: then it is left behind,
  /// so that what was measured is still written. The thread that is in a plugin is interrupted
  /// before; one that is in `System.exit` is not waited for.
  private void halt() {
    Errand halting = Errand.start("framegauge-halt", () -> built.pipeline().setState(State.NULL));
    boolean exits = plugins.exitCall().isPresent();
    boolean halted = halting.endsWithin(exits ? NO_PATIENCE : PATIENCE);
    if (!halted && !exits && plugins.anyInside()) {
      plugins.interrupt();
      halted = halting.endsWithin(PATIENCE_WITH_PLUGINS);
    } else if (!halted && !exits) {
      halted = halting.endsWithin(PATIENCE_WITH_ELEMENTS);
    }
    if (!halted) {
      LOG.error("the pipeline does not stop; it is left behind");
    }
    halting.failure().ifPresent(why -> LOG.error("the pipeline cannot be stopped", why));
  }

  private static PipelineState state(Ending how) {
    return switch (how) {
      case Ending.EndOfStream end -> PipelineState.ENDED;
      case Ending.Stopped stopped -> PipelineState.STOPPED;
      case Ending.Failed failed -> PipelineState.FAILED;
      case Ending.Lacking lacking -> PipelineState.FAILED;
    };
  }

  /// What is played.
  BuiltPipeline built() {
    return built;
  }

  /// The telemetry of the run.
  public Telemetry telemetry() {
    return telemetry;
  }

  @Override
  public void close() {
    built.ports().forEach(Port::close);
    telemetry.close();
  }
}
