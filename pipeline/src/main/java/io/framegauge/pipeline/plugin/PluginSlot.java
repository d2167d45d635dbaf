package io.framegauge.pipeline.plugin;

import static java.util.Objects.requireNonNull;

import io.framegauge.telemetry.metrics.Collectors;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The place of a plugin that another one may take between two frames.
///
/// One thread replaces; the callbacks come as a plugin's do. Nothing is kept of a plugin that has
/// been replaced and stopped, so that its class loader can go.
public final class PluginSlot implements Plugin {
  private final BiConsumer<String, Throwable> threw;
  private final AtomicReference<@Nullable Plugin> next = new AtomicReference<>();
  private final Queue<Plugin> replaced = new ConcurrentLinkedQueue<>();
  private final Set<String> sources = new LinkedHashSet<>();
  private Plugin current;
  private volatile @Nullable PluginContext context;

  /// @param first not yet started
  /// @param threw is told which callback of which plugin threw, apart from those of the slot itself
  public PluginSlot(Plugin first, BiConsumer<String, Throwable> threw) {
    this.current = first;
    this.threw = threw;
  }

  /// Starts a plugin; it gets the next frame, and the sources that are known before it. One that
  /// was to come and has seen no frame is stopped. What its `start` throws is thrown, and changes
  /// nothing.
  public void replace(Plugin plugin) throws Exception {
    PluginContext given = requireNonNull(context);
    Collectors collectors = given.collectors().successor();
    plugin.start(given.with(collectors));
    collectors.takeOver();
    Plugin unseen = next.getAndSet(plugin);
    if (unseen != null) {
      end(unseen);
    }
  }

  /// Stops those that have been replaced.
  public void stopReplaced() {
    for (Plugin plugin = replaced.poll(); plugin != null; plugin = replaced.poll()) {
      end(plugin);
    }
  }

  private void end(Plugin plugin) {
    call("stop", plugin::stop);
  }

  @Override
  public void start(PluginContext given) throws Exception {
    context = given;
    current.start(given);
  }

  @Override
  public void sourceAdded(String sourceId) throws Exception {
    takeNext();
    sources.add(sourceId);
    current.sourceAdded(sourceId);
  }

  @Override
  public void frame(Frame frame) throws Exception {
    takeNext();
    current.frame(frame);
  }

  /// Between two frames: costs one read while nobody is to come.
  private void takeNext() {
    if (next.getOpaque() != null) {
      Plugin plugin = requireNonNull(next.getAndSet(null));
      replaced.add(current);
      current = plugin;
      sources.forEach(source -> call("source added", () -> plugin.sourceAdded(source)));
    }
  }

  @Override
  public void sourceEnd(String sourceId) throws Exception {
    current.sourceEnd(sourceId);
  }

  @Override
  public void sourceRemoved(String sourceId) throws Exception {
    sources.remove(sourceId);
    current.sourceRemoved(sourceId);
  }

  /// When nothing flows and nobody replaces any more.
  @Override
  public void stop() throws Exception {
    stopReplaced();
    Plugin unseen = next.getAndSet(null);
    if (unseen != null) {
      end(unseen);
    }
    current.stop();
  }

  private void call(String name, Callback callback) {
    try {
      callback.run();
    } catch (Throwable thrown) { // user code: anything may come
      threw.accept(name, thrown);
    }
  }

  private interface Callback {
    void run() throws Exception;
  }
}
