package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.management.ThreadMXBean;
import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Posts;
import io.framegauge.pipeline.gst.QosStorm;
import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.Metric;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.Test;

/// What the messages of a program's own pipeline tell, while the program hears all of them still.
class MessageWatchTest {
  private static final NativeLibrary GST = NativeLibrary.getInstance("gstreamer-1.0");
  private static final String FRAMES =
      "videotestsrc pattern=black num-buffers=%d ! video/x-raw,format=GRAY8,width=16,height=16";

  private static Map<String, Long> counted(PipelineTelemetry telemetry, Metric metric) {
    Map<String, Long> counted = new TreeMap<>();
    for (FamilyValues family : telemetry.telemetry().reader().families()) {
      if (family.name().equals(metric.baseName())) {
        family
            .series()
            .forEach(series -> counted.put(String.join(" ", series.labelValues()), series.bits()));
      }
    }
    return counted;
  }

  private static Map<String, Long> messages(PipelineTelemetry telemetry) {
    return counted(telemetry, Metric.PIPELINE_MESSAGES);
  }

  private static void play(Pipeline pipeline, HeardBus bus) {
    pipeline.setState(State.PLAYING);
    Await.until("end of stream", () -> bus.handled().containsKey("eos"));
    pipeline.setState(State.NULL);
    pipeline.getState(20, TimeUnit.SECONDS);
  }

  @Test
  void shouldCountWhatAProgramSeesThatHasASyncHandlerAndTakesMessagesOffTheBus() {
    Gst.init("framegauge-test");
    String text = FRAMES.formatted(50) + " ! queue ! identity ! fakesink";
    Pipeline alone = (Pipeline) Gst.parseLaunch(text);
    Map<String, Long> without;
    try (HeardBus bus = new HeardBus(alone)) {
      play(alone, bus);
      without = bus.taken();
      assertThat(bus.handled()).isEqualTo(without).containsEntry("eos", 1L);
    }
    Pipeline measured = (Pipeline) Gst.parseLaunch(text);
    try (HeardBus bus = new HeardBus(measured);
        PipelineTelemetry telemetry =
            PipelineTelemetry.attach(measured, AttachedPipeline.options())) {
      assertThat(telemetry.hearsMessages()).isTrue();
      play(measured, bus);

      assertThat(bus.taken()).isEqualTo(without);
      assertThat(bus.handled()).isEqualTo(without);
      assertThat(messages(telemetry)).isEqualTo(without);
    }
    alone.dispose();
    measured.dispose();
  }

  @Test
  void shouldNotCountWhatTheBusThrowsAwayNorWhatComesAfterItWasDetached() {
    try (AttachedPipeline program = new AttachedPipeline(FRAMES.formatted(5) + " ! fakesink")) {
      PipelineTelemetry telemetry = program.attach();
      program.run();
      Map<String, Long> seen = messages(telemetry);
      // Three elements change six times; the pipeline too, but nobody hears of its last change.
      assertThat(seen).containsEntry("state-changed", 3 * 6 + 5L);
      telemetry.detach();
      program.run();

      assertThat(messages(telemetry)).isEqualTo(seen);
      telemetry.close();
    }
  }

  @Test
  void shouldHearOneOfTwoPipelinesThatPlayAtOnce() {
    try (AttachedPipeline other = new AttachedPipeline(FRAMES.formatted(20) + " ! fakesink");
        AttachedPipeline program = new AttachedPipeline(FRAMES.formatted(20) + " ! fakesink");
        PipelineTelemetry telemetry = program.attach();
        PipelineTelemetry second = program.attach()) {
      program.state(State.PAUSED);
      long before = messages(telemetry).getOrDefault("state-changed", 0L);
      other.run();

      assertThat(messages(telemetry))
          .containsEntry("state-changed", before)
          .doesNotContainKey("eos");
      program.run();

      assertThat(messages(telemetry)).containsEntry("eos", 1L).isEqualTo(messages(second));
    }
  }

  @Test
  void shouldNameTypesThatAreNumbersAndNoFlags() {
    try (AttachedPipeline program = new AttachedPipeline(FRAMES.formatted(5) + " ! fakesink");
        PipelineTelemetry telemetry = program.attach()) {
      Pointer pipeline = new Pointer(Address.of(program.pipeline));
      for (String property : new String[] {"delay", "latency"}) {
        Pointer message =
            GST.getFunction("gst_message_new_property_notify")
                .invokePointer(new Object[] {pipeline, property, null});
        GST.getFunction("gst_element_post_message").invokeInt(new Object[] {pipeline, message});
      }

      assertThat(messages(telemetry)).isEqualTo(Map.of("property-notify", 2L));
    }
  }

  @Test
  void shouldCountErrorsByDomainCodeAndStage() {
    try (AttachedPipeline program =
            new AttachedPipeline("filesrc name=file location=/does/not/exist ! fakesink");
        PipelineTelemetry telemetry = program.attach()) {
      program.pipeline.setState(State.PLAYING);

      Await.until("error", () -> !counted(telemetry, Metric.PIPELINE_ERRORS).isEmpty());
      assertThat(counted(telemetry, Metric.PIPELINE_ERRORS))
          .containsEntry("gst-resource-error-quark 3 file", 1L); // not found
    }
    try (AttachedPipeline program =
            new AttachedPipeline(
                "fakesrc filltype=random sizetype=fixed sizemax=1000 num-buffers=5"
                    + " ! video/x-h264,stream-format=byte-stream,alignment=au,width=16,height=16"
                    + " ! avdec_h264 name=decode max-errors=1"
                    + " ! fakesink");
        PipelineTelemetry telemetry = program.attach()) {
      program.pipeline.setState(State.PLAYING);

      Await.until(
          "error",
          () ->
              counted(telemetry, Metric.PIPELINE_ERRORS)
                  .containsKey("gst-stream-error-quark 7 decode"));
      assertThat(telemetry.telemetry().reader().probeFailures()).isZero();
    }
  }

  @Test
  void shouldTellTimeInEachState() {
    try (AttachedPipeline program = new AttachedPipeline(FRAMES.formatted(-1) + " ! fakesink");
        PipelineTelemetry telemetry = program.attach()) {
      for (State state : List.of(State.READY, State.PAUSED, State.PLAYING, State.NULL)) {
        program.state(state);
        String name = state.name().toLowerCase(Locale.ROOT);
        Map<String, Long> before = counted(telemetry, Metric.PIPELINE_STATE_SECONDS);
        Await.until(
            name,
            () ->
                counted(telemetry, Metric.PIPELINE_STATE_SECONDS).getOrDefault(name, 0L)
                    > before.getOrDefault(name, 0L));

        Map<String, Long> after = counted(telemetry, Metric.PIPELINE_STATE_SECONDS);
        assertThat(after).containsOnlyKeys("null", "ready", "paused", "playing");
        before.remove(name);
        assertThat(after).containsAllEntriesOf(before);
      }
    }
  }

  @Test
  void shouldTakeAStormOfQosMessagesWithoutAByteOfGarbage() throws Throwable {
    int warmUp = 60_000;
    int measured = 60_000;
    Gst.init("framegauge-test");
    Pipeline pipeline =
        (Pipeline) Gst.parseLaunch(FRAMES.formatted(5) + " ! fakesink name=sink qos=true");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (PipelineTelemetry telemetry =
        PipelineTelemetry.attach(pipeline, AttachedPipeline.options())) {
      pipeline.setState(State.READY);
      QosStorm storm = new QosStorm(Address.of(pipeline.getElementByName("sink")));
      int taken = storm.post(1, warmUp);
      long before = threads.getCurrentThreadAllocatedBytes();
      taken += storm.post(1L + warmUp, measured);
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      storm.close();

      assertThat(taken).isEqualTo(warmUp + measured);
      assertThat(messages(telemetry)).containsEntry("qos", (long) warmUp + measured);
      Await.until(
          "drops",
          () ->
              AttachedPipeline.stage(telemetry, "sink").drops().getOrDefault(DropReason.LATE, 0L)
                  == warmUp + measured);
      assertThat(bytes).as("bytes allocated over %d messages", measured).isZero();
    } finally {
      pipeline.setState(State.NULL);
      pipeline.dispose();
    }
  }

  @Test
  void shouldSayWhetherMessagesCanBeHeard() {
    Gst.init("framegauge-test");

    assertThat(Posts.work()).isTrue();
  }

  /// A program that makes one pipeline after the other gets the same address again.
  @Test
  void shouldNotCountMessagesOfAPipelineAtTheAddressOfOneThatIsGone() {
    int met = 0;
    for (int round = 0; round < 20; round++) {
      AttachedPipeline first = new AttachedPipeline(FRAMES.formatted(5) + " ! fakesink");
      long address = Address.of(first.pipeline);
      try (PipelineTelemetry telemetry = first.attach()) {
        first.run();
        first.close();
        first.pipeline.dispose();
        Await.until("gone", () -> AttachedPipeline.names(telemetry).isEmpty());
        Map<String, Long> before = messages(telemetry);
        for (int i = 0; i < 5; i++) {
          try (Pipeline other = new Pipeline("other" + i)) {
            met += Address.of(other) == address ? 1 : 0;
            other.setState(State.PAUSED);
            other.setState(State.NULL);
            other.getState(20, TimeUnit.SECONDS);
          }
        }
        assertThat(messages(telemetry)).isEqualTo(before);
      }
    }
    assertThat(met).as("pipelines at an address that was used before").isPositive();
  }
}
