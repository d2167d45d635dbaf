package io.framegauge.pipeline;

import static io.framegauge.pipeline.AttachedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.pipeline.gst.Pads;
import io.framegauge.telemetry.record.StageCounts;
import java.nio.file.Path;
import java.util.List;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Elements whose pads appear late, over a file of 50 frames.
class DecodedVideoTest {
  private static final int FRAMES = 50;
  private static final int ROUNDS = Boolean.getBoolean("framegauge.long") ? 1_000 : 100;

  @TempDir private static Path folder;

  @BeforeAll
  static void makeVideo() {
    try (AttachedPipeline maker =
        new AttachedPipeline(
            "videotestsrc num-buffers=%d ! video/x-raw,width=64,height=48 ! jpegenc ! avimux ! filesink location=%s"
                .formatted(FRAMES, folder.resolve("video.avi")))) {
      maker.run();
    }
  }

  private static AttachedPipeline playing(String decoder) {
    String end = " videoconvert name=convert ! fakesink name=sink";
    String video = folder.resolve("video.avi").toString();
    AttachedPipeline program =
        new AttachedPipeline(
            decoder.startsWith("uri")
                ? decoder + " name=in uri=file://" + video + end
                : "filesrc location=" + video + " ! " + decoder + " name=in" + end);
    Pad into = program.element("convert").getStaticPad("sink");
    program.element("in").connect((Element.PAD_ADDED) (element, pad) -> pad.link(into));
    return program;
  }

  @ParameterizedTest
  @ValueSource(strings = {"uridecodebin", "uridecodebin3", "decodebin", "decodebin3"})
  void shouldCountEachRunWhenThePipelineStartsFromNullAgainAndAgain(String decoder) {
    // decodebin3 of GStreamer 1.22 does not start a second time, measured or not.
    int rounds = decoder.equals("decodebin3") ? 1 : ROUNDS;
    long frames = (long) rounds * FRAMES;
    try (AttachedPipeline program = playing(decoder);
        PipelineTelemetry telemetry = program.attach()) {
      for (int i = 0; i < rounds; i++) {
        program.run();
      }

      assertThat(stage(telemetry, "convert").frames()).isEqualTo(frames);
      assertThat(stage(telemetry, "sink").frames()).isEqualTo(frames);
      assertThat(telemetry.telemetry().framesLeft()).isEqualTo(frames);
      assertThat(telemetry.telemetry().reader().linksRefused()).isZero();
      if (decoder.startsWith("uri")) {
        assertThat(stage(telemetry, "in").frames()).isEqualTo(frames);
      }
    }
  }

  @Test
  void shouldLookInsideBinsWhenAskedTo() {
    int probes = Pads.attached();
    try (AttachedPipeline program = playing("uridecodebin");
        PipelineTelemetry telemetry =
            PipelineTelemetry.attach(
                program.pipeline, AttachedPipeline.options().set("metrics.depth", "all"))) {
      program.pipeline.play();
      program.awaitEnd();
      List<StageCounts> playing = AttachedPipeline.stages(telemetry);
      program.state(State.NULL);

      assertThat(playing)
          .extracting(StageCounts::factory)
          .contains("filesrc", "typefind", "avidemux", "multiqueue", "jpegdec", "videoconvert")
          .doesNotContain("uridecodebin", "decodebin", "bin");
      assertThat(playing).extracting(StageCounts::name).doesNotHaveDuplicates();
      for (String factory : List.of("jpegdec", "multiqueue", "videoconvert", "fakesink")) {
        assertThat(playing)
            .filteredOn(stage -> stage.factory().equals(factory))
            .allSatisfy(stage -> assertThat(stage.frames()).as(factory).isEqualTo(FRAMES));
      }
      assertThat(AttachedPipeline.stages(telemetry))
          .extracting(StageCounts::factory)
          .doesNotContain("avidemux", "jpegdec");
    }
    assertThat(Pads.attached()).isEqualTo(probes);
  }

  @Test
  void shouldStillShowWhatGoesWhenThePipelineIsStoppedForGood() {
    int probes = Pads.attached();
    try (AttachedPipeline program = playing("uridecodebin");
        PipelineTelemetry telemetry =
            PipelineTelemetry.attach(
                program.pipeline, AttachedPipeline.options().set("metrics.depth", "all"))) {
      program.pipeline.play();
      program.awaitEnd();
      telemetry.stopping();
      program.state(State.NULL);
      telemetry.detach();

      assertThat(AttachedPipeline.stages(telemetry))
          .filteredOn(stage -> stage.factory().equals("jpegdec"))
          .extracting(StageCounts::frames)
          .containsExactly((long) FRAMES);
    }
    assertThat(Pads.attached()).isEqualTo(probes);
  }

  @Test
  void shouldCountOnOverPauses() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "videotestsrc num-buffers=3000 ! video/x-raw,format=GRAY8,width=16,height=16"
                    + " ! identity name=x sleep-time=200 ! queue name=q ! fakesink name=sink");
        PipelineTelemetry telemetry = program.attach()) {
      // GStreamer 1.22 may stay in between when it is paused while it begins to play.
      program.state(State.PLAYING);
      for (int i = 0; i < 100; i++) {
        program.state(State.PAUSED);
        program.state(State.PLAYING);
      }
      program.awaitEnd();

      assertThat(AttachedPipeline.stages(telemetry))
          .allSatisfy(stage -> assertThat(stage.frames()).as(stage.name()).isEqualTo(3000));
    }
  }
}
