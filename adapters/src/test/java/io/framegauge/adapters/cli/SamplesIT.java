package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The samples with a plugin of one file, run as their READMEs say, over videos of which is known
/// what is on them.
class SamplesIT {
  private static final int DARK = 10;

  @TempDir private Path folder;

  private static String sample(String name) {
    return Product.HOME.resolve("samples").resolve(name).resolve("module.yml").toString();
  }

  /// A video of flat pictures: some black, some white, and so on.
  private Path video(int... lengths) {
    Path video = folder.resolve("video.avi");
    List<String> words = new ArrayList<>(List.of("gst-launch-1.0", "-q"));
    words.addAll(
        List.of(("concat name=c ! jpegenc ! avimux ! filesink location=" + video).split(" ", -1)));
    for (int i = 0; i < lengths.length; i++) {
      words.addAll(
          List.of(
              ("videotestsrc pattern=%s num-buffers=%d"
                      + " ! video/x-raw,format=I420,width=64,height=48,framerate=25/1 ! c.")
                  .formatted(i % 2 == 0 ? "black" : "white", lengths[i])
                  .split(" ", -1)));
    }
    try (Child maker = Child.start(folder, Map.of(), words)) {
      assertThat(maker.exitCode()).as("%s", maker).isZero();
    }
    return video;
  }

  private Samples afterTheEnd(Product.Start start, String name) {
    try (Product product = start.run("run", sample(name), "--keep-serving")) {
      product.awaitState("ended", Child.PATIENCE);
      Samples samples = product.scrape();
      product.process().signal("INT");
      assertThat(product.done().exitCode()).isZero();
      return samples;
    }
  }

  @Test
  void shouldCountTheFramesOnWhichThePictureChanges() {
    Product.Start start =
        Product.Start.in(folder).with("SOURCE_URI", video(DARK, 5, 5, 3, 1, 1).toString());

    Samples samples = afterTheEnd(start, "motion_counter");

    assertThat(samples.value("framegauge_stage_frames_total", "stage_name", "motion"))
        .isEqualTo(25);
    assertThat(samples.value("motion_frames_total", "source_id", "camera")).isEqualTo(5);
    assertThat(samples.value("moving_pixels_ratio", "source_id", "camera")).isEqualTo(1);
  }

  @Test
  void shouldDropTheFramesThatAreTooDark() {
    Product.Start start =
        Product.Start.in(folder).with("SOURCE_URI", video(DARK, 5, 5, 3).toString());

    Samples samples = afterTheEnd(start, "frame_filter");

    assertThat(samples.value("framegauge_stage_frames_total", "stage_name", "sink")).isEqualTo(8);
    assertThat(
            samples.value(
                "framegauge_stage_drops_total", "stage_name", "filter", "reason", "plugin"))
        .isEqualTo(15);
  }

  /// The way of the ball is GStreamer's own: in `videotestsrc` its place goes as a sine of the
  /// number of the frame, with a period of 200 frames, a radius of 20 pixels away from the border.
  @Test
  void shouldCountHowOftenTheBallCrossesTheLine() {
    int frames = 1000;
    double[] x =
        IntStream.range(0, frames)
            .mapToDouble(t -> 20 + (0.5 + 0.5 * Math.sin(2 * Math.PI * t / 200)) * (320 - 2 * 20))
            .toArray();
    double toTheRight =
        IntStream.range(1, frames).filter(t -> x[t - 1] < 200 && x[t] >= 200).count();
    double toTheLeft =
        IntStream.range(1, frames).filter(t -> x[t - 1] >= 200 && x[t] < 200).count();

    Samples samples = afterTheEnd(Product.Start.in(folder), "line_crossing");

    // The line goes down: who goes to the right on the picture comes out on its left-hand side.
    assertThat(samples.value("line_crossings_total", "label", "ball", "direction", "left"))
        .isEqualTo(toTheRight)
        .isEqualTo(5);
    assertThat(samples.value("line_crossings_total", "label", "ball", "direction", "right"))
        .isEqualTo(toTheLeft)
        .isEqualTo(5);
  }

  @Test
  void shouldTellWhatIsInTheFolderWhenSomebodyScrapes() throws IOException {
    Path recordings = Files.createDirectory(folder.resolve("recordings"));
    Product.Start start = Product.Start.in(folder).with("RECORDINGS", recordings.toString());
    try (Product product = start.run("run", sample("custom_collector"))) {
      product.awaitState("running", Child.PATIENCE);
      awaitFiles(product, 50);
      for (int i = 0; i < 7; i++) {
        Files.writeString(recordings.resolve("other-" + i + ".jpg"), "1234567890");
      }

      Samples samples = awaitFiles(product, 57);

      assertThat(samples.value("recordings_files", "folder", recordings.toString())).isEqualTo(57);
      assertThat(samples.value("recordings_size_bytes")).isGreaterThan(70);
      assertThat(samples.value("recordings_free_bytes")).isPositive();
      product.process().signal("INT");
      assertThat(product.done().exitCode()).isZero();
    }
  }

  /// The sink removes its oldest picture before it writes the next: a scrape between them sees one
  /// less.
  private static Samples awaitFiles(Product product, int files) {
    List<Samples> seen = new ArrayList<>();
    Await.until(
        files + " recordings",
        Child.PATIENCE,
        () -> {
          seen.add(product.scrape());
          return seen.getLast().value("recordings_files") == files;
        },
        () -> product.process() + "%n%s".formatted(seen.getLast().text()));
    return seen.getLast();
  }
}
