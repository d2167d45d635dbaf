package io.framegauge.pipeline;

import static io.framegauge.pipeline.AttachedPipeline.make;
import static io.framegauge.pipeline.AttachedPipeline.names;
import static io.framegauge.pipeline.AttachedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Pads;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.freedesktop.gstreamer.Bin;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.GhostPad;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that several elements have, addresses that one element had after the other, and buffers
/// that are not one frame.
class SameNamesTest {
  private static final int MOST_ROUNDS = 300;
  private static final int FRAMES = 4;

  @Test
  void shouldTellElementsOfTheSameNameInTwoPipelinesApart() {
    String text = "videotestsrc name=src num-buffers=%d ! identity name=x ! fakesink name=sink";
    try (AttachedPipeline first = new AttachedPipeline(text.formatted(10));
        AttachedPipeline second = new AttachedPipeline(text.formatted(25));
        AttachedPipeline third = new AttachedPipeline(text.formatted(40)); // not measured
        PipelineTelemetry ofFirst = first.attach();
        PipelineTelemetry ofSecond = second.attach()) {
      third.pipeline.play();
      first.pipeline.play();
      second.pipeline.play();
      first.awaitEnd();
      second.awaitEnd();
      third.awaitEnd();

      for (String name : new String[] {"src", "x", "sink"}) {
        assertThat(stage(ofFirst, name).frames()).isEqualTo(10);
        assertThat(stage(ofSecond, name).frames()).isEqualTo(25);
      }
      assertThat(names(ofFirst)).containsExactly("src", "x", "sink");
      assertThat(SourceFramesTest.series(ofSecond))
          .isEqualTo(Map.of("src@src", 25L, "src@x", 25L, "src@sink", 25L));
    }
  }

  @Test
  void shouldTellElementsOfTheSameNameInTwoBinsApart() {
    try (AttachedPipeline program = new AttachedPipeline("funnel name=f ! fakesink name=sink")) {
      addCamera(program, "north", 10);
      addCamera(program, "south", 15);
      PipelineTelemetry telemetry = program.attach();
      program.run();

      assertThat(names(telemetry)).contains("north/cam", "north/x", "south/cam", "south/x");
      assertThat(stage(telemetry, "north/x").frames()).isEqualTo(10);
      assertThat(stage(telemetry, "south/x").frames()).isEqualTo(15);
      assertThat(SourceFramesTest.series(telemetry))
          .containsEntry("north/cam@sink", 10L)
          .containsEntry("south/cam@sink", 15L);
      telemetry.close();
    }
  }

  private static void addCamera(AttachedPipeline program, String name, int frames) {
    Element source = make("videotestsrc", "cam");
    source.set("num-buffers", frames);
    Element x = make("identity", "x");
    Bin camera = new Bin(name);
    camera.addMany(source, x);
    source.link(x);
    camera.addPad(new GhostPad("src", x.getStaticPad("src")));
    program.pipeline.add(camera);
    camera.getStaticPad("src").link(program.element("f").getRequestPad("sink_%u"));
  }

  /// Goes on until an element gets the address of one that is gone, under the same name or another.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldNotTakeAnElementForOneThatHadItsAddress(boolean sameName) {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "videotestsrc name=src num-buffers=" + FRAMES + " ! fakesink name=sink");
        PipelineTelemetry telemetry = program.attach()) {
      Element source = program.element("src");
      Element sink = program.element("sink");
      source.unlink(sink);
      Set<Long> before = new HashSet<>();
      int probes = Pads.attached();
      int rounds = 0;
      boolean reused = false;
      while (!reused && rounds < MOST_ROUNDS) {
        rounds++;
        String name = sameName ? "x" : "x" + rounds;
        Element x = make("identity", name);
        reused = !before.add(Address.of(x));
        program.pipeline.add(x);
        Element.linkMany(source, x, sink);
        program.run();

        long expected = sameName ? (long) rounds * FRAMES : FRAMES;
        assertThat(stage(telemetry, name).frames()).isEqualTo(expected);
        assertThat(names(telemetry)).containsExactlyInAnyOrder("src", name, "sink");
        Element.unlinkMany(source, x, sink);
        program.pipeline.remove(x);
        x.setState(State.NULL);
        x.dispose();
      }

      assertThat(reused).as("an address came again in %d rounds", rounds).isTrue();
      assertThat(stage(telemetry, "sink").frames()).isEqualTo((long) rounds * FRAMES);
      assertThat(telemetry.telemetry().reader().probeFailures()).isZero();
      Await.until("probes of removed pads are gone", () -> Pads.attached() == probes);
    }
  }

  /// Batches need GStreamer 1.28 or DeepStream; what their caps say is known without them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "multistream/x-analytics-batch(meta:GstAnalyticsBatchMeta)",
        "video/x-raw(meta:GstAnalyticsBatchMeta),format=RGB",
        "video/x-raw(memory:NVMM),format=NV12,batch-size=4"
      })
  void shouldNotCallABatchOfFramesAFrame(String caps) {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "fakesrc num-buffers=12 ! capsfilter name=c caps=\""
                    + caps
                    + "\""
                    + " ! fakesink name=sink");
        PipelineTelemetry telemetry = program.attach()) {
      program.run();

      assertThat(stage(telemetry, "sink").buffers()).isEqualTo(12);
      assertThat(stage(telemetry, "sink").frames()).isZero();
    }
  }

  @Test
  void shouldCallABatchOfOneAFrame() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "fakesrc num-buffers=12 ! capsfilter"
                    + " caps=\"video/x-raw(memory:NVMM),format=NV12,batch-size=1\""
                    + " ! fakesink name=sink");
        PipelineTelemetry telemetry = program.attach()) {
      program.run();

      assertThat(stage(telemetry, "sink").frames()).isEqualTo(12);
    }
  }
}
