package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Buffers;
import io.framegauge.pipeline.gst.Caps;
import io.framegauge.pipeline.gst.Events;
import io.framegauge.pipeline.gst.PadProbe;
import io.framegauge.pipeline.gst.RunningTime;
import io.framegauge.pipeline.gst.VideoInfo;
import io.framegauge.pipeline.plugin.OnError;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.telemetry.counter.StageCells;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Shows each frame that enters a plugin's stage to the plugin; sits on the stage's sink pad,
/// behind the probe that counted the frame in.
public final class PluginProbe extends PadProbe {
  static {
    prepareCatch(Throwable.class);
  }

  private static final int MOST_KNOWN = 1024;

  private final Plugin plugin;
  private final Optional<StageCells> cells;
  private final OnError onError;
  private final PluginWatch watch;
  private final SourceIds sources;
  private final FrameMaker frames = new FrameMaker();
  private final RunningTime time = new RunningTime();
  private final Set<String> added = new LinkedHashSet<>();
  private final Map<String, String> known = new HashMap<>(); // sources by stream
  private boolean streamKnown;
  private boolean failedForGood;

  /// Calls a plugin that has been started.
  ///
  /// @param cells of the stage; empty when nothing is measured
  /// @param sources what the plugin's frames come from
  public PluginProbe(
      Plugin plugin,
      Optional<StageCells> cells,
      OnError onError,
      PluginWatch watch,
      SourceIds sources) {
    this.plugin = plugin;
    this.cells = cells;
    this.onError = onError;
    this.watch = watch;
    this.sources = sources;
  }

  @Override
  protected int buffer(long pad, long carrier, long buffer) {
    time.begin(pad);
    long entered = time.of(Buffers.pts(buffer));
    if (failedForGood) {
      cells.ifPresent(stage -> stage.droppedByError(entered));
      return DROP;
    }
    if (!streamKnown) {
      streamBegins(pad);
    }
    if (plugin instanceof OffThread observer) {
      return copy(observer, buffer, entered);
    }
    long begin = System.nanoTime();
    BufferFrame frame = frames.open(carrier, buffer);
    watch.enters("frame", begin);
    try {
      plugin.frame(frame);
      if (frame.dropped()) {
        cells.ifPresent(stage -> stage.droppedByPlugin(entered));
        return DROP;
      }
      return PASS;
    } catch (Throwable thrown) {
      return threw(thrown, entered);
    } finally {
      watch.leaves();
      frame.close();
      watch.took(System.nanoTime() - begin);
    }
  }

  private int copy(OffThread observer, long buffer, long entered) {
    try {
      observer.copy(buffer, frames);
      return PASS;
    } catch (Throwable thrown) { // no memory for the copy
      return threw(thrown, entered);
    }
  }

  private int threw(Throwable thrown, long entered) {
    failedForGood = onError == OnError.STOP || thrown instanceof OutOfMemoryError;
    watch.threw("frame", thrown, failedForGood);
    if (onError == OnError.PASS) {
      return PASS;
    }
    cells.ifPresent(stage -> stage.droppedByError(entered));
    return DROP;
  }

  @Override
  protected void list(long pad, long list) {}

  @Override
  protected void event(long pad, long event) {
    time.event(event);
    Caps.ofEvent(event).ifPresent(caps -> frames.video(VideoInfo.ofCaps(caps)));
    switch (Events.type(event)) {
      case Events.STREAM_START -> streamKnown = false;
      case Events.EOS -> endReached(pad);
      default -> {}
    }
  }

  /// Asked at the first frame: by then a source has told which stream it plays.
  private void streamBegins(long pad) {
    streamKnown = true;
    String stream = Events.streamOfPad(pad).orElse("");
    String sourceId = known.getOrDefault(stream, "");
    if (sourceId.isEmpty()) {
      sourceId = sources.of(stream);
      if (known.size() == MOST_KNOWN) {
        known.clear();
      }
      known.put(stream, sourceId);
    }
    frames.sourceId(sourceId);
    if (added.add(sourceId)) {
      String of = sourceId;
      call("source added", () -> plugin.sourceAdded(of));
    }
  }

  private void endReached(long pad) {
    if (!streamKnown) {
      streamBegins(pad);
    }
    added.forEach(source -> call("source end", () -> plugin.sourceEnd(source)));
  }

  /// Ends the plugin's life; by the thread that stopped the pipeline, when nothing flows any more.
  ///
  /// @return the sources that frames came from
  public Set<String> end() {
    added.forEach(source -> call("source removed", () -> plugin.sourceRemoved(source)));
    call("stop", plugin::stop);
    return Set.copyOf(added);
  }

  /// Something of the plugin's that may throw anything.
  private interface Callback {
    void run() throws Exception;
  }

  private void call(String name, Callback callback) {
    watch.enters(name, System.nanoTime());
    try {
      callback.run();
    } catch (Throwable thrown) {
      watch.threw(name, thrown, thrown instanceof OutOfMemoryError);
    } finally {
      watch.leaves();
    }
  }

  @Override
  protected int failed(Throwable thrown) {
    watch.threw("frame", thrown, false);
    return PASS;
  }
}
