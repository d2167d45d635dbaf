package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.framegauge.pipeline.gst.Analytics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.freedesktop.gstreamer.Gst;
import org.junit.jupiter.api.Test;

/// Objects in metas, against counts that GStreamer's own functions give. The numbers of the traps
/// are those of the reference on other tools.
class ObjectsTest {
  private static final String VIDEO = " ! video/x-raw,format=I420,width=64,height=48";

  private static MeasuredPipeline play(int frames, String rest, Metas.Attaching attaching) {
    MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc num-buffers=" + frames + VIDEO + " ! identity name=detect" + rest,
            MeasuredPipeline.metrics());
    Metas.attach(pipeline, "detect", attaching);
    return pipeline;
  }

  @Test
  void shouldCountNoInstructionsToEncodersAsObjects() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        play(
            10,
            " ! identity name=a ! fakesink name=sink",
            (buffer, number) -> {
              Metas.region(buffer, "person");
              Metas.region(buffer, "car", "detection");
              Metas.region(buffer, "face", "detection", "roi/x264enc");
              Metas.region(buffer, "sharp", "roi/x264enc");
              Metas.region(buffer, "blurred", "roi/vaapi", "roi/omx-alg");
            })) {
      pipeline.run();

      assertThat(pipeline.stage("detect").objects()).isZero();
      assertThat(pipeline.stage("a").objects()).isEqualTo(30);
      assertThat(pipeline.stage("sink").objects()).isEqualTo(30);
      assertThat(List.of("person", "car", "face"))
          .allSatisfy(label -> assertThat(Metas.counted(pipeline, "a", label)).hasValue(10L));
      assertThat(Metas.counted(pipeline, "a", "sharp")).isEmpty();
      assertThat(Metas.counted(pipeline, "a", "blurred")).isEmpty();
    }
  }

  @Test
  void shouldCountNoneOneAndTenThousandObjectsOnABuffer() throws InterruptedException {
    int[] counts = {0, 1, 10_000};
    try (MeasuredPipeline pipeline =
        play(
            6,
            " ! identity name=a ! fakesink name=sink",
            (buffer, number) -> Metas.regions(buffer, "car", counts[number % 3]))) {
      AtomicLong truth = Metas.countRegions(pipeline.element("a"));
      pipeline.run();

      assertThat(truth).hasValue(20_002);
      assertThat(pipeline.stage("a").objects()).isEqualTo(20_002);
      assertThat(Metas.counted(pipeline, "a", "car")).hasValue(20_002L);
      assertThat(pipeline.telemetry().reader().probeFailures()).isZero();
    }
  }

  @Test
  void shouldCountObjectsOfMoreLabelsThanSeriesFit() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        play(
            2,
            " ! fakesink name=sink",
            (buffer, number) -> {
              for (int i = 0; i < 10_000; i++) {
                Metas.region(buffer, "label " + i);
              }
            })) {
      pipeline.run();

      long shown = 0;
      for (int i = 0; i < 10_000; i++) {
        shown += Metas.counted(pipeline, "sink", "label " + i).orElse(0L);
      }
      assertThat(pipeline.stage("sink").objects()).isEqualTo(20_000);
      assertThat(shown).isBetween(1L, 2_000L); // 1,000 series fit, for all families
      assertThat(refused(pipeline)).isEqualTo(10_000 - shown / 2);
    }
  }

  private static long refused(MeasuredPipeline pipeline) {
    return pipeline.telemetry().reader().families().stream()
        .filter(family -> family.name().equals("framegauge_stage_objects"))
        .mapToLong(family -> family.refused())
        .sum();
  }

  @Test
  void shouldCountWhatIsLeftBehindDecoderScalerAndRotation() throws InterruptedException {
    List<String> places = List.of("detect", "encoded", "decoded", "scaled", "rotated", "sink");
    try (MeasuredPipeline pipeline =
        play(
            20,
            " ! jpegenc name=enc ! identity name=encoded ! jpegdec name=dec"
                + " ! identity name=decoded ! videoscale name=scale ! video/x-raw,width=32,height=32"
                + " ! identity name=scaled ! videoflip name=flip method=clockwise"
                + " ! identity name=rotated ! fakesink name=sink",
            (buffer, number) -> Metas.regions(buffer, "car", number % 4))) {
      List<AtomicLong> truth =
          places.stream().map(name -> Metas.countRegions(pipeline.element(name))).toList();
      pipeline.run();

      assertThat(truth.getFirst()).as("behind the detector").hasValue(30);
      for (int i = 1; i < places.size(); i++) {
        assertThat(pipeline.stage(places.get(i)).objects())
            .as("objects that enter %s", places.get(i))
            .isEqualTo(truth.get(i).get());
      }
      // what leaves one of the handoffs enters the next stage
      assertThat(pipeline.stage("enc").objects()).isEqualTo(truth.get(0).get());
      assertThat(pipeline.stage("dec").objects()).isEqualTo(truth.get(1).get());
      assertThat(pipeline.stage("scale").objects()).isEqualTo(truth.get(2).get());
      assertThat(pipeline.stage("flip").objects()).isEqualTo(truth.get(3).get());
    }
  }

  @Test
  void shouldLoseObjectsInACopyThatLeavesMetasBehind() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        play(
            8,
            " ! identity name=a ! identity name=cut ! identity name=b ! fakesink name=sink",
            (buffer, number) -> Metas.regions(buffer, "car", 2))) {
      Metas.attach(pipeline, "cut", (buffer, number) -> Metas.removeRegions(buffer));
      AtomicLong before = Metas.countRegions(pipeline.element("a"));
      AtomicLong after = Metas.countRegions(pipeline.element("b"));
      pipeline.run();

      assertThat(before).hasValue(16);
      assertThat(after).hasValue(0);
      assertThat(pipeline.stage("cut").objects()).isEqualTo(16);
      assertThat(pipeline.stage("b").objects()).isZero();
      assertThat(Metas.counted(pipeline, "b", "car")).isEqualTo(Optional.empty());
    }
  }

  @Test
  void shouldCountRegionsWhereGStreamerHasNoAnalytics() throws InterruptedException {
    Gst.init("framegauge-test");
    assumeFalse(Analytics.present(), "this GStreamer has analytics metas");
    assertThat(Gst.getVersion().getMajor() * 100 + Gst.getVersion().getMinor()).isLessThan(124);
    try (MeasuredPipeline pipeline =
        play(5, " ! fakesink name=sink", (buffer, number) -> Metas.regions(buffer, "car", 2))) {
      pipeline.run();

      assertThat(pipeline.stage("sink").objects()).isEqualTo(10);
      assertThat(pipeline.telemetry().reader().probeFailures()).isZero();
    }
  }

  @Test
  void shouldCountDetectionsOfAnalyticsMetas() throws InterruptedException {
    Gst.init("framegauge-test");
    assumeTrue(Analytics.present(), "GStreamer 1.24 or later is not here");
    int[] counts = {0, 1, 1_000};
    try (MeasuredPipeline pipeline =
        play(
            6,
            " ! identity name=a ! fakesink name=sink",
            (buffer, number) -> {
              var relations = Metas.relations(buffer);
              Metas.track(relations, 7);
              for (int i = 0; i < counts[number % 3]; i++) {
                Metas.detection(relations, "person");
                Metas.track(relations, i);
                Metas.detection(relations, "car");
              }
            })) {
      pipeline.run();

      assertThat(pipeline.stage("a").objects()).isEqualTo(4_004);
      assertThat(Metas.counted(pipeline, "sink", "person")).hasValue(2_002L);
      assertThat(Metas.counted(pipeline, "sink", "car")).hasValue(2_002L);
      assertThat(pipeline.telemetry().reader().probeFailures()).isZero();
    }
  }

  @Test
  void shouldCountObjectsInBothRepresentationsOnce() throws InterruptedException {
    Gst.init("framegauge-test");
    assumeTrue(Analytics.present(), "GStreamer 1.24 or later is not here");
    try (MeasuredPipeline pipeline =
        play(
            9,
            " ! fakesink name=sink",
            (buffer, number) -> {
              Metas.regions(buffer, "region", 2);
              if (number % 3 > 0) {
                var relations = Metas.relations(buffer);
                Metas.track(relations, number);
                if (number % 3 > 1) {
                  Metas.detection(relations, "detection");
                }
              }
            })) {
      pipeline.run();

      // regions alone; regions and an analytics meta without a detection; both
      assertThat(Metas.counted(pipeline, "sink", "region")).hasValue(2L * 3 + 2L * 3);
      assertThat(Metas.counted(pipeline, "sink", "detection")).hasValue(3L);
      assertThat(pipeline.stage("sink").objects()).isEqualTo(15);
    }
  }
}
