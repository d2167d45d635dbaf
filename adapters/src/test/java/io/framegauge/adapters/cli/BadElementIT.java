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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Elements that the machine does not have, and gst-launch texts that GStreamer does not take.
final class BadElementIT {
  @TempDir private Path folder;

  @Test
  void shouldNameThePackageOfAnElementThatIsNotInstalled() {
    Product.Done done =
        with("coreelements")
            .withFile(
                "m.yml",
                """
                name: bare
                pipeline:
                  source: {element: fakesrc}
                  elements: [{element: facedetect}, {element: avdec_h264}]
                  sink: {element: fakesink}
                """)
            .toEnd("run", "m.yml");

    assertThat(done.refusedWith(3))
        .containsExactly(
            "m.yml:4:24: pipeline.elements[0].element: the element facedetect is not installed; it"
                + " comes with the package gstreamer1.0-opencv: apt-get install gstreamer1.0-opencv",
            "m.yml:4:47: pipeline.elements[1].element: the element avdec_h264 is not installed; it"
                + " comes with the package gstreamer1.0-libav: apt-get install gstreamer1.0-libav");
  }

  @Test
  void shouldNameThePackageOfAnElementInAText() {
    Product.Done done =
        with("coreelements").toEnd("launch", "--", "fakesrc ! facedetect ! fakesink");

    assertThat(done.refusedWith(3))
        .singleElement()
        .asString()
        .contains(
            "the element facedetect is not installed; it comes with the package gstreamer1.0-opencv");
  }

  @Test
  void shouldNameThePackageOfADecoderThatTurnsOutToBeMissing() {
    Product.Done done =
        with("coreelements", "playback", "typefindfunctions", "avi", "videoconvertscale")
            .toEnd("launch", "--", "uridecodebin uri=" + Product.VIDEO.toUri() + " ! fakesink");

    assertThat(done.exitCode()).as("%s", done).isEqualTo(3);
    assertThat(done.left()).isEmpty();
    assertThat(done.err()).contains("Missing decoder: DivX MPEG-4 Version 3", "gstreamer1.0-libav");
  }

  @Test
  void shouldSuggestAFactoryRatherThanAPackageThatIsInstalled() {
    Product.Done done =
        Product.Start.in(folder)
            .withFile(
                "m.yml",
                """
                name: typo
                pipeline:
                  source: {element: fakesrc}
                  elements: [{element: rtph264dpay}]
                  sink: {element: fakesink}
                """)
            .toEnd("run", "m.yml");

    assertThat(done.refusedWith(2))
        .singleElement()
        .asString()
        .startsWith(
            "m.yml:4:24: pipeline.elements[0].element: unknown element factory:"
                + " element=rtph264dpay. Did you mean ")
        .contains("\"rtph264depay\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          videotestsrc ! fakesnk                   | Did you mean "fakesink"
          videotestsrc num-bufers=1 ! fakesink     | Did you mean "num-buffers"
          videotestsrc ! ! fakesink                | syntax error
          videotestsrc num-buffers=abc ! fakesink  | must be a whole number (-1 to 2147483647): num-buffers=abc
          videotestsrc ! audioconvert ! fakesink   | could not link
          videotestsrc num-buffers=1 ! queue max-size-buffers=-3 ! fakesink | max-size-buffers
          """)
  void shouldRefuseATextThatGStreamerDoesNotTake(String text, String told) {
    Product.Done done = Product.Start.in(folder).toEnd("launch", "--", text);

    assertThat(done.refusedWith(2))
        .singleElement()
        .asString()
        .contains(told)
        .as("no place in a file that the user did not write")
        .doesNotContain("default.yml");
  }

  @Test
  void shouldPointAtTheTextInAModule() {
    Product.Done done =
        Product.Start.in(folder)
            .withFile(
                "m.yml",
                """
                name: text
                pipeline:
                  launch: videotestsrc num-buffers=1 ! identity name=f ! fakesnk
                """)
            .toEnd("run", "m.yml");

    assertThat(done.refusedWith(2))
        .singleElement()
        .asString()
        .startsWith("m.yml:3:11: pipeline.launch: ")
        .contains("fakesnk", "Did you mean \"fakesink\"");
  }

  @Test
  void shouldRefuseAPluginOnWhatIsNoIdentityOfTheText() {
    Product.Done done =
        Product.Start.in(folder)
            .withFile(
                "m.yml",
                """
                name: text
                pipeline:
                  launch: videotestsrc num-buffers=1 ! queue name=g ! identity name=f ! fakesink
                  plugins: {g: {class_name: X}, h: {class_name: X}}
                """)
            .toEnd("run", "m.yml");

    assertThat(done.refusedWith(2))
        .contains(
            "m.yml:4:16: pipeline.plugins.g: must be the name of an identity in launch: g",
            "m.yml:4:36: pipeline.plugins.h: must be the name of an identity in launch: h");
  }

  /// A start with only some of GStreamer's plugins.
  private Product.Start with(String... plugins) {
    String told = Child.outputOf(folder, Map.of(), List.of("gst-inspect-1.0", "coreelements"));
    Path installed =
        told.lines()
            .filter(line -> line.strip().startsWith("Filename"))
            .map(line -> Path.of(line.strip().split(" +", -1)[1]).getParent())
            .findFirst()
            .orElseThrow();
    try {
      Path few = Files.createDirectories(folder.resolve("plugins"));
      for (String plugin : plugins) {
        String file = "libgst" + plugin + ".so";
        Files.copy(installed.resolve(file), few.resolve(file));
      }
      return Product.Start.in(folder)
          .with("GST_PLUGIN_SYSTEM_PATH_1_0", few.toString())
          .with("GST_REGISTRY_1_0", folder.resolve("registry.bin").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
