package io.framegauge.pipeline;

import static io.framegauge.pipeline.AttachedPipeline.make;
import static io.framegauge.pipeline.AttachedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.FamilyValues;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Frames by source; the truth is what `num-buffers` says.
class SourceFramesTest {
  private static final String SMALL = " ! video/x-raw,width=16,height=16 ! ";

  @TempDir private static Path folder;

  @BeforeAll
  static void makeVideo() {
    try (AttachedPipeline maker =
        new AttachedPipeline(
            "videotestsrc num-buffers=20 ! video/x-raw,width=64,height=48 ! jpegenc ! avimux"
                + " ! filesink location="
                + folder.resolve("video.avi"))) {
      maker.run();
    }
  }

  private static FamilyValues family(PipelineTelemetry telemetry) {
    return telemetry.telemetry().reader().families().stream()
        .filter(values -> values.name().equals("framegauge_source_frames"))
        .findFirst()
        .orElseThrow();
  }

  /// Series as `source_id@stage_name`.
  static Map<String, Long> series(PipelineTelemetry telemetry) {
    Map<String, Long> series = new TreeMap<>();
    family(telemetry)
        .series()
        .forEach(one -> series.put(String.join("@", one.labelValues()), one.bits()));
    return series;
  }

  @Test
  void shouldTellSourcesApartBehindAFunnelAndAQueue() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "funnel name=f ! queue name=q ! identity name=x ! fakesink name=sink"
                    + " videotestsrc name=cam1 num-buffers=30 ! video/x-raw,width=16,height=16"
                    + " ! identity name=a ! f."
                    + " videotestsrc name=cam2 num-buffers=50 ! video/x-raw,width=16,height=16 ! f.");
        PipelineTelemetry telemetry = program.attach()) {
      program.run();

      Map<String, Long> series = series(telemetry);
      assertThat(series)
          .containsEntry("cam1@cam1", 30L)
          .containsEntry("cam1@a", 30L)
          .containsEntry("cam1@f", 30L)
          .containsEntry("cam2@cam2", 50L)
          .containsEntry("cam2@f", 50L)
          .doesNotContainKeys("cam1@cam2", "cam2@cam1", "cam2@a");
      for (String behind : new String[] {"q", "x", "sink"}) {
        assertThat(series).containsEntry("cam1@" + behind, 30L);
        assertThat(series).containsEntry("cam2@" + behind, 50L);
      }
      assertThat(stage(telemetry, "sink").frames()).isEqualTo(80);
    }
  }

  @Test
  void shouldNotGuessTheSourceBehindACompositor() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "compositor name=mix ! fakesink name=sink"
                    + " videotestsrc name=cam1 num-buffers=20"
                    + SMALL
                    + "mix."
                    + " videotestsrc name=cam2 num-buffers=20"
                    + SMALL
                    + "mix.");
        PipelineTelemetry telemetry = program.attach()) {
      program.run();

      assertThat(stage(telemetry, "sink").frames()).isPositive();
      assertThat(series(telemetry))
          .containsEntry("cam1@mix", 20L)
          .containsEntry("cam2@mix", 20L)
          .doesNotContainKeys("cam1@sink", "cam2@sink");
    }
  }

  @Test
  void shouldNotGuessBetweenSourcesWithTheSameStream() {
    String uri = folder.resolve("video.avi").toUri().toString();
    try (AttachedPipeline program =
            new AttachedPipeline(
                "funnel name=f ! fakesink name=sink"
                    + " uridecodebin name=one uri=%s ! f.  uridecodebin name=two uri=%s ! f."
                        .formatted(uri, uri));
        PipelineTelemetry telemetry = program.attach()) {
      program.run();

      assertThat(stage(telemetry, "sink").frames()).isEqualTo(40);
      assertThat(series(telemetry))
          .containsEntry("one@one", 20L)
          .containsEntry("two@two", 20L)
          .containsEntry("one@f", 20L)
          .containsEntry("two@f", 20L);
      // what reached the sink before the second stream began is known, and nothing later
      Map<String, Long> series = series(telemetry);
      assertThat(series.containsKey("one@sink") && series.containsKey("two@sink")).isFalse();
    }
  }

  @Test
  void shouldNameASourceWithoutANameByItsUri() throws NoSuchAlgorithmException {
    String uri = folder.resolve("video.avi").toUri().toString();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(uri.getBytes(StandardCharsets.UTF_8));
    String id = HexFormat.of().formatHex(hash).substring(0, 12);
    try (AttachedPipeline program =
            new AttachedPipeline("uridecodebin uri=" + uri + " ! fakesink");
        PipelineTelemetry telemetry = program.attach()) {
      String source = AttachedPipeline.names(telemetry).getFirst();
      String sink = AttachedPipeline.names(telemetry).getLast();
      program.run();

      assertThat(source).startsWith("uridecodebin");
      assertThat(series(telemetry)).isEqualTo(Map.of(id + "@" + source, 20L, id + "@" + sink, 20L));
    }
  }

  @Test
  void shouldNameASourceThatMakesItsStreamUpByItsStage() {
    try (AttachedPipeline program =
            new AttachedPipeline("videotestsrc num-buffers=7" + SMALL + "fakesink name=sink");
        PipelineTelemetry telemetry = program.attach()) {
      String source = AttachedPipeline.names(telemetry).getFirst();
      program.run();
      program.run();

      assertThat(series(telemetry))
          .containsEntry(source + "@" + source, 14L)
          .containsEntry(source + "@sink", 14L);
    }
  }

  @Test
  void shouldKnowTheSourceOfEveryFrameAfterAttachingWhileItPlays() {
    try (AttachedPipeline program =
        new AttachedPipeline(
            "videotestsrc name=cam is-live=true"
                + SMALL
                + "queue name=q ! identity name=x"
                + " ! fakesink name=sink sync=false")) {
      program.pipeline.play();
      Await.until("frames", () -> program.passed("x") > 3);
      try (PipelineTelemetry telemetry = program.attach()) {
        Await.until("frames", () -> stage(telemetry, "sink").frames() > 10);
        program.state(State.NULL);

        for (String name : new String[] {"cam", "q", "x", "sink"}) {
          assertThat(series(telemetry))
              .containsEntry("cam@" + name, stage(telemetry, name).frames());
        }
      }
    }
  }

  @Test
  void shouldLetSeriesGoWithTheSourceAndGoOnWhenItComesBack() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "videotestsrc name=main is-live=true ! funnel name=f ! identity name=x"
                    + " ! fakesink name=sink sync=false");
        PipelineTelemetry telemetry = program.attach()) {
      program.state(State.PLAYING); // an element added before that may never begin
      Await.until("frames", () -> stage(telemetry, "sink").frames() > 0);
      for (int round = 1; round <= 3; round++) {
        Element camera = make("videotestsrc", "camera");
        camera.set("num-buffers", 5);
        program.pipeline.add(camera);
        Pad into = program.element("f").getRequestPad("sink_%u");
        camera.getStaticPad("src").link(into);
        camera.syncStateWithParent();
        long frames = 5L * round;
        Await.until(
            "frames of the camera",
            () -> series(telemetry).getOrDefault("camera@sink", 0L) == frames);
        assertThat(series(telemetry))
            .containsEntry("camera@camera", frames)
            .containsEntry("camera@f", frames)
            .containsEntry("camera@x", frames);
        camera.setState(State.NULL);
        camera.getStaticPad("src").unlink(into);
        program.element("f").releaseRequestPad(into);
        program.pipeline.remove(camera);

        assertThat(series(telemetry).keySet()).noneMatch(key -> key.contains("camera"));
        camera.dispose();
      }
      program.state(State.NULL);
      assertThat(series(telemetry))
          .containsEntry("main@sink", stage(telemetry, "sink").frames() - 15);
    }
  }

  @Test
  void shouldCountWhatDoesNotFitTheLimitOfSeries() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "videotestsrc name=cam num-buffers=10"
                    + SMALL
                    + "identity name=x"
                    + " ! identity name=y ! fakesink name=sink");
        PipelineTelemetry telemetry =
            PipelineTelemetry.attach(
                program.pipeline, AttachedPipeline.options().set("metrics.max_series", 2))) {
      program.run();

      assertThat(telemetry.telemetry().reader().families())
          .as("series of all families")
          .satisfies(
              all -> assertThat(all.stream().mapToInt(f -> f.series().size()).sum()).isEqualTo(2));
      assertThat(series(telemetry).values()).allMatch(frames -> frames == 10);
      assertThat(family(telemetry).refused()).isPositive();
      assertThat(stage(telemetry, "sink").frames()).isEqualTo(10);
    }
  }
}
