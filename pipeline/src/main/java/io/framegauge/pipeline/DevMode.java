package io.framegauge.pipeline;

import io.framegauge.config.Problem;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginLoader;
import io.framegauge.pipeline.plugin.PluginSlot;
import io.framegauge.pipeline.plugin.PluginSpec;
import io.framegauge.pipeline.plugin.WatchedFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compiles a plugin anew when its source is saved, and lets it take the place of the one that
/// runs; what is wrong with it is told, and the one that runs goes on. One thread for all plugins.
final class DevMode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DevMode.class);
  private static final long LOOK_NANOS = 100_000_000;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final List<Edited> plugins;
  private final PluginLoader loader;
  private final Errand errand;
  private volatile boolean closed;

  /// A plugin whose source somebody edits.
  record Edited(String stageName, PluginSpec spec, PluginSlot slot, WatchedFile source) {}

  private DevMode(List<Edited> plugins, PluginLoader loader) {
    this.plugins = List.copyOf(plugins);
    this.loader = loader;
    this.errand = Errand.start("framegauge-dev-mode", this::run);
  }

  /// Begins; the plugins have been started.
  static DevMode start(List<Edited> plugins, PluginLoader loader) {
    return new DevMode(plugins, loader);
  }

  private void run() {
    while (!closed) {
      plugins.forEach(this::look);
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
  }

  private void look(Edited plugin) {
    try {
      plugin.slot().stopReplaced();
      if (!closed && plugin.source().saved()) {
        reload(plugin);
      }
    } catch (Throwable thrown) { // the compiler's failures too: the next look may do better
      MemoryReserve.releaseIfExhausted(thrown);
      if (!closed) {
        LOG.warn(
            "not reloaded, the plugin goes on as it was: stage={}", plugin.stageName(), thrown);
      }
    }
  }

  private void reload(Edited plugin) {
    long beginNanos = System.nanoTime();
    switch (loader.reload(plugin.spec())) {
      case PluginLoader.Reload.Ready(Plugin ready) -> replace(plugin, ready, beginNanos);
      case PluginLoader.Reload.Refused(List<Problem> problems) ->
          refused(
              plugin, problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
  }

  private void replace(Edited plugin, Plugin ready, long beginNanos) {
    try {
      plugin.slot().replace(ready);
      LOG.info(
          "reloaded: stage={}, source={}, ms={}",
          plugin.stageName(),
          plugin.spec().source().map(String::valueOf).orElse(""),
          (System.nanoTime() - beginNanos) / 1_000_000);
    } catch (Throwable thrown) { // user code: anything may come
      MemoryReserve.releaseIfExhausted(thrown);
      refused(plugin, PluginReport.text(plugin.stageName(), plugin.spec(), "start", thrown));
    }
  }

  private void refused(Edited plugin, String why) {
    if (!closed) { // else it may only be that the thread was interrupted
      LOG.warn("not reloaded, the plugin goes on as it was: stage={}\n{}", plugin.stageName(), why);
    }
  }

  /// Ends the thread; a plugin that hangs in its `start` or `stop` is left behind with it.
  @Override
  public void close() {
    closed = true;
    if (!errand.endsWithin(PATIENCE)) {
      errand.interrupt();
    }
    if (!errand.endsWithin(PATIENCE)) {
      LOG.error("an edited plugin does not return from start or stop; it is left behind");
    }
  }
}
