package io.framegauge.pipeline;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;

/// Initialises GStreamer for the product's own commands; any thread.
public final class GStreamer {
  private static final String NAME = "framegauge";
  private static final long PATIENCE_SECONDS = 2;

  private static final FutureTask<Boolean> INIT = new FutureTask<>(GStreamer::load, true);
  private static final FutureTask<Boolean> BINDING = new FutureTask<>(GStreamer::loadBinding, true);
  private static volatile boolean begun;

  private GStreamer() {}

  /// Begins on a thread of its own: whoever is going to need GStreamer reads its configuration
  /// meanwhile. What goes wrong is told by [#init].
  public static void begin() {
    begun = true;
    Thread.ofPlatform()
        .name("framegauge-gstreamer")
        .daemon()
        .start(() -> {
          INIT.run();
          BINDING.run();
        });
  }

  /// Initialises it, or waits until that is done.
  ///
  /// @throws LinkageError when it, or a library of it, is missing
  /// @throws org.freedesktop.gstreamer.GstException when it refuses
  public static void init() {
    INIT.run(); // once, whoever comes first
    await(INIT);
    if (begun) {
      await(BINDING);
    }
  }

  /// Waits for what was begun, at most 2 s: C code does not like it when the process ends under it.
  public static void settle() {
    if (begun) {
      try {
        BINDING.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        return; // nobody needs it any more
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void await(FutureTask<Boolean> task) {
    boolean interrupted = false;
    while (!task.isDone()) {
      try {
        task.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        break; // told below
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (task.state() == Future.State.FAILED) {
      switch (task.exceptionNow()) {
        case Error error -> throw error;
        case RuntimeException refused -> throw refused;
        default -> throw new IllegalStateException(task.exceptionNow());
      }
    }
  }

  private static void load() {
    LibraryFolders.tell();
    Gst.init(NAME);
  }

  /// Lets the binding load, beside GStreamer, what it needs for any pipeline, by one that nobody
  /// sees.
  private static void loadBinding() {
    if (INIT.state() == Future.State.SUCCESS) {
      try (Pipeline pipeline = new Pipeline(NAME)) {
        pipeline.getElements();
      }
    }
  }
}
