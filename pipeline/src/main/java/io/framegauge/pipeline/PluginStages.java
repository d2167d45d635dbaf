package io.framegauge.pipeline;

import io.framegauge.pipeline.plugin.PluginLoader;
import io.framegauge.pipeline.probe.SourceIds;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.StageCells;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The plugins of one run. Their `start` and `stop` come on a thread that can be left behind, so
/// that a plugin that hangs cannot keep the run from ending.
final class PluginStages {
  private static final String THREAD = "framegauge-plugins";
  private static final Duration PATIENCE = Duration.ofMillis(2_500);
  private static final Duration LAST_PATIENCE = Duration.ofMillis(500);
  private static final long LOOK_MILLIS = 200;

  private final List<PluginStage> plugins;
  private final PluginLoader loader;
  private Optional<DevMode> devMode = Optional.empty();

  PluginStages(List<PluginStage> plugins, PluginLoader loader) {
    this.plugins = List.copyOf(plugins);
    this.loader = loader;
  }

  /// Starts them one after the other, and returns when that is done, or when the run is to end.
  ///
  /// @param ending of the run, which ends if a plugin cannot be started
  void start(Telemetry telemetry, CompletableFuture<Ending> ending) {
    if (plugins.isEmpty()) {
      return;
    }
    MemoryReserve.keep();
    plugins.forEach(plugin -> plugin.open(telemetry));
    Errand starting = Errand.start(THREAD, () -> startAll(telemetry, ending));
    CompletableFuture<Object> either = CompletableFuture.anyOf(starting.end(), ending);
    while (!either.isDone()) {
      waitALittle(either);
      plugins.forEach(plugin -> plugin.look(System.nanoTime()));
    }
    if (!starting.end().isDone()) {
      starting.interrupt();
    }
  }

  private void startAll(Telemetry telemetry, CompletableFuture<Ending> ending) {
    for (PluginStage plugin : plugins) {
      if (!ending.isDone()) {
        plugin.start(telemetry).ifPresent(ending::complete);
      }
    }
  }

  private static void waitALittle(CompletableFuture<?> awaited) {
    awaited
        .copy()
        .completeOnTimeout(null, LOOK_MILLIS, TimeUnit.MILLISECONDS)
        .exceptionally(failed -> null)
        .join();
  }

  /// Puts them in the flow, and watches the sources of those that are edited.
  void attach(Map<String, StageCells> stages, SourceIds sources, Consumer<Ending> ending) {
    plugins.forEach(plugin ->
        plugin.attach(Optional.ofNullable(stages.get(plugin.stageName())), sources, ending));
    List<DevMode.Edited> edited =
        plugins.stream().flatMap(plugin -> plugin.edited().stream()).toList();
    if (!edited.isEmpty()) {
      devMode = Optional.of(DevMode.start(edited, loader));
    }
  }

  /// Whether one of them is in a call.
  boolean anyInside() {
    return plugins.stream().anyMatch(plugin -> plugin.inside().isPresent());
  }

  /// Interrupts the threads that are in a call.
  void interrupt() {
    plugins.forEach(plugin -> plugin.inside().ifPresent(call -> call.thread().interrupt()));
  }

  /// A call of `System.exit` in progress, in words.
  Optional<String> exitCall() {
    return ExitCall.find()
        .map(exit ->
            plugins.stream()
                .filter(plugin ->
                    plugin.inside().filter(call -> call.thread().equals(exit.thread())).isPresent())
                .map(plugin -> plugin.names() + " called System.exit at " + exit.place())
                .findFirst()
                .orElse("System.exit was called at " + exit.place()));
  }

  /// No source is watched any more.
  void endEdits() {
    devMode.ifPresent(DevMode::close);
  }

  /// Ends their lives, when nothing flows any more. They may take their time until somebody wants
  /// the run to end.
  ///
  /// @param hurry completes then
  void end(CompletableFuture<?> hurry) {
    if (plugins.isEmpty()) {
      return;
    }
    Errand ending = Errand.start(THREAD, () -> plugins.reversed().forEach(PluginStage::end));
    CompletableFuture.anyOf(ending.end().exceptionally(failed -> null), hurry).join();
    if (!ending.endsWithin(PATIENCE)) {
      ending.interrupt();
      if (!ending.endsWithin(LAST_PATIENCE)) {
        plugins.forEach(plugin -> plugin.inside().ifPresent(plugin::tellLeftBehind));
      }
    }
  }
}
