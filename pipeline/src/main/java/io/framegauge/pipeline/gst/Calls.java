package io.framegauge.pipeline.gst;

import java.lang.invoke.MethodHandles;
import java.util.List;

/// The handles by which every module is built.
public final class Calls {
  /// Classes that hold handles and call nothing yet.
  private static final List<Class<?>> HOLDERS =
      List.of(Factories.class, PropertyWriter.class, Elements.class, Pads.class);

  private Calls() {}

  /// Makes them ahead of time, which takes a tenth of a second; GStreamer need not be initialised.
  ///
  /// @throws LinkageError when a library is missing, as their first use would throw
  public static void prepare() {
    try {
      for (Class<?> holder : HOLDERS) {
        MethodHandles.lookup().ensureInitialized(holder);
      }
    } catch (IllegalAccessException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
