package io.framegauge.adapters.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A module whose figures are known beforehand: a live source of 20 frames a second, and a plugin
/// that puts two objects on each frame and keeps it for five milliseconds.
final class LiveModule {
  static final String NAME = "live";
  static final int FRAMES_PER_SECOND = 20;
  static final int OBJECTS_PER_FRAME = 2;
  static final double SLOW_SECONDS = 0.005;

  private static final String YAML =
      """
      name: live
      parameters:
        telemetry:
          metrics: {frame_period: 10, time_period: 0.2}
      pipeline:
        source:
          element: videotestsrc
          name: camera
          properties: {is-live: true, num-buffers: "${oc.decode:${oc.env:NUM_BUFFERS, -1}}"}
        elements:
          - {element: capsfilter, name: size, properties: {caps: "video/x-raw,width=64,height=48,framerate=20/1"}}
          - {element: queue, name: ingress}
          - {element: javafunc, name: slow, class_name: Slow, source: Slow.java}
        sink: {element: fakesink, name: sink, properties: {sync: false}}
      """;

  private static final String PLUGIN =
      """
      import io.framegauge.pipeline.plugin.Frame;
      import io.framegauge.pipeline.plugin.Plugin;

      public final class Slow implements Plugin {
        @Override
        public void frame(Frame frame) throws InterruptedException {
          frame.add("car", 0, 0, 8, 8);
          frame.add("bus", 8, 8, 8, 8);
          Thread.sleep(5);
        }
      }
      """;

  private LiveModule() {}

  /// Writes the module's files and answers the path of its YAML.
  static String write(Path folder) {
    try {
      Files.writeString(folder.resolve("Slow.java"), PLUGIN);
      return Files.writeString(folder.resolve("live.yml"), YAML).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
