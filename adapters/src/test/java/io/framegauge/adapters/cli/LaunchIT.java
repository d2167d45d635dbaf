package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `framegauge launch`: gst-launch text, measured.
final class LaunchIT {
  @TempDir private Path folder;

  @Test
  void shouldCountWhatATextPlays() {
    Product.Done done =
        Product.Start.in(folder)
            .toEnd("launch", "--", "videotestsrc", "num-buffers=100", "!", "fakesink");

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.left()).isEmpty();
    assertThat(done.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "stage buffers frames objects dropped avg latency",
            "videotestsrc0 100 100 0 0 -",
            "fakesink0 100 100 0 0 -");
    assertThat(done.err()).contains("frame_delta = 100,");
  }

  @Test
  void shouldNameThePipelineAndItsStages() {
    String text =
        "videotestsrc num-buffers=30 ! queue ! queue name=second ! tee name=t ! queue ! fakesink"
            + " t. ! queue ! fakesink name=other";
    try (Product product =
        Product.Start.in(folder)
            .run("launch", "--name", "two-ways", "--keep-serving", "--", text)) {
      product.awaitState("ended", Child.PATIENCE);
      Samples samples = product.scrape();
      product.process().signal("INT");

      assertThat(product.done().exitCode()).isZero();
      assertThat(samples.series("framegauge_stage_frames_total"))
          .extracting(sample -> sample.labels().get("stage_name"))
          .containsExactlyInAnyOrder(
              "videotestsrc0", "queue0", "second", "t", "queue1", "fakesink0", "queue2", "other");
      assertThat(samples.series("framegauge_stage_frames_total"))
          .allSatisfy(sample -> {
            assertThat(sample.value()).isEqualTo(30);
            assertThat(sample.labels()).containsEntry("pipeline_name", "two-ways");
          });
      assertThat(samples.value("frame_counter_total", "record_type", "frame")).isEqualTo(30);
    }
  }

  @Test
  void shouldCallAPipelineWithoutANamePipeline() {
    try (Product product =
        Product.Start.in(folder)
            .run("launch", "--linger", "60", "--", "videotestsrc num-buffers=1 ! fakesink")) {
      product.awaitState("ended", Child.PATIENCE);

      assertThat(Web.json(product.ports().page("/status")).get("pipeline_name").getAsString())
          .isEqualTo("pipeline");
      assertThat(product.scrape().series("frame_counter_total", "pipeline_name", "pipeline"))
          .isNotEmpty();
    }
  }

  @Test
  void shouldTakeChainsAndSpacesAsGstLaunchDoes() {
    Product.Done done =
        Product.Start.in(folder)
            .withFile("two words.txt", "x")
            .toEnd(
                ("launch|--|videotestsrc|num-buffers=5|pattern=ball|!|fakesink"
                        + "|videotestsrc|num-buffers=5|pattern=snow|!|fakesink|name=last one"
                        + "|filesrc|location=two words.txt|!|fakesink")
                    .split("\\|"));

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains("fakesink0 5 5 0 0 -", "videotestsrc1 5 5 0 0 -", "last one 5 5 0 0 -")
        .anyMatch(line -> line.startsWith("filesrc0 1 "));
  }
}
