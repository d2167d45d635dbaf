package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The window of the display adapter, on a screen in memory.
class DisplayIT {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  @TempDir private Path folder;

  private Product.Start start(String name) {
    try {
      return Product.Start.in(Files.createDirectories(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldSayBeforeAnythingStartsThatThereIsNoScreen() {
    assertThat(
            start("display")
                .with("ZMQ_ENDPOINT", "router+bind:" + Ports.free().endpoint())
                .with("DISPLAY", ":4711")
                .toEnd("adapter", "display")
                .refusedWith(3))
        .containsExactly(
            "framegauge: no window can be opened, is there an X server and may it be used?"
                + " DISPLAY=:4711");
  }

  /// The screen is black, and red where the window is.
  @Test
  void shouldShowTheFramesInAWindow() throws IOException {
    String address = Ports.free().endpoint();
    Path number = Files.createFile(folder.resolve("number"));
    List<String> xvfb =
        List.of(
            "bash",
            "-c",
            "exec Xvfb -displayfd 3 -screen 0 %dx%dx24 -nolisten tcp 3>%s"
                .formatted(WIDTH, HEIGHT, number));
    try (Child screen = Child.start(folder, Map.of(), xvfb)) {
      Await.until("a screen", Child.PATIENCE, () -> hasLine(number), screen::toString);
      String display = ":" + Files.readString(number).strip();
      try (Product window =
              start("display")
                  .with("ZMQ_ENDPOINT", "router+bind:" + address)
                  .with("DISPLAY", display)
                  .run("adapter", "display");
          Product source =
              start("source").withFile("red.yml", red(address)).run("run", "red.yml")) {
        Await.until(
            "the window shows the frames",
            Child.PATIENCE,
            () -> redPixels(display) == 320 * 240,
            () -> window.process() + "\n" + source.process());
        source.process().signal("INT");
        assertThat(source.done().exitCode()).isZero();
        window.process().signal("INT");
        assertThat(window.done().exitCode()).isZero();
      }
    }
  }

  private static String red(String address) {
    return """
    name: red
    pipeline:
      source: {element: videotestsrc, name: red, properties: {pattern: red, is-live: true}}
      elements:
        - {element: capsfilter, properties: {caps: "video/x-raw,width=320,height=240,framerate=10/1"}}
      sink: {element: zeromq_sink, properties: {socket: "dealer+connect:%s"}}
    """
        .formatted(address);
  }

  private static boolean hasLine(Path file) {
    try {
      return Files.readString(file).endsWith("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Looks at the screen by GStreamer's own tool.
  private long redPixels(String display) {
    Path shot = folder.resolve("shot");
    new Media(folder)
        .launch(
            "ximagesrc display-name=%s num-buffers=1 use-damage=false show-pointer=false"
                    .formatted(display)
                + " ! videoconvert ! video/x-raw,format=RGB ! filesink location="
                + shot);
    try {
      byte[] pixels = Files.readAllBytes(shot);
      assertThat(pixels).hasSize(WIDTH * HEIGHT * 3);
      long red = 0;
      for (int at = 0; at < pixels.length; at += 3) {
        boolean others = (pixels[at + 1] & 0xFF) < 10 && (pixels[at + 2] & 0xFF) < 10;
        red += (pixels[at] & 0xFF) > 245 && others ? 1 : 0;
      }
      return red;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
