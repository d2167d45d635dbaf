package io.framegauge.pipeline;

import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.jspecify.annotations.Nullable;

/// Initialises GStreamer for the product's own commands; any thread.
public final class GStreamer {
  private static final String NAME = "framegauge";
  private static final long PATIENCE_MILLIS = 2_000;

  private static boolean tried;
  private static @Nullable Throwable failure;
  private static volatile @Nullable Thread early;

  private GStreamer() {}

  /// Begins on a thread of its own: whoever is going to need GStreamer reads its configuration
  /// meanwhile. What goes wrong is told by [#init].
  public static void begin() {
    early = Thread.ofPlatform().name("framegauge-gstreamer").daemon().start(GStreamer::prepare);
  }

  /// Initialises it, or waits until that is done.
  ///
  /// @throws LinkageError when it, or a library of it, is missing
  /// @throws org.freedesktop.gstreamer.GstException when it refuses
  public static void init() {
    await(0);
    Throwable why = tryToInit();
    if (why instanceof Error error) {
      throw error;
    }
    if (why instanceof RuntimeException refused) {
      throw refused;
    }
  }

  /// Waits for what was begun, at most 2 s: C code does not like it when the process ends under it.
  public static void settle() {
    await(PATIENCE_MILLIS);
  }

  private static void await(long millis) {
    Thread begun = early;
    if (begun != null) {
      try {
        begun.join(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Lets the binding load, beside GStreamer, what it needs for any pipeline, by one that nobody
  /// sees.
  private static synchronized void prepare() {
    if (tryToInit() == null) {
      try (Pipeline pipeline = new Pipeline(NAME)) {
        pipeline.getElements();
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
  }

  private static synchronized @Nullable Throwable tryToInit() {
    if (!tried) {
      tried = true;
      try {
        LibraryFolders.tell();
        Gst.init(NAME);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
    return failure;
  }
}
