package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.StageCounts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.PadProbeReturn;
import org.freedesktop.gstreamer.PadProbeType;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.Test;

/// A pipeline that plays and delivers no more, over HTTP; and one that is started again and again.
class StallTest {
  private static final String CAMERA =
      "videotestsrc is-live=true pattern=black"
          + " ! video/x-raw,format=GRAY8,width=16,height=16,framerate=200/1";

  private final HttpClient client = HttpClient.newHttpClient();

  private static PipelineTelemetry attach(AttachedPipeline program) {
    return PipelineTelemetry.attach(
        program.pipeline,
        AttachedPipeline.options()
            .set("web.enabled", true)
            .set("web.port", 0)
            .set("metrics.stall_after", 0.4));
  }

  private String get(PipelineTelemetry telemetry, String path) {
    String metrics =
        telemetry.addresses().stream()
            .filter(address -> address.startsWith("metrics: "))
            .findFirst()
            .orElseThrow()
            .substring("metrics: ".length());
    URI uri = URI.create(metrics.replace("/metrics", path));
    try {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitReadiness(PipelineTelemetry telemetry, String answer) {
    Await.until(
        answer + " in place of " + get(telemetry, "/readyz"),
        () -> get(telemetry, "/readyz").equals(answer));
  }

  /// Lets a pad's buffers wait until the latch is open.
  private static void block(Element element, String pad, CountDownLatch latch) {
    Pad blocked = element.getStaticPad(pad);
    blocked.addProbe(
        PadProbeType.BUFFER,
        (on, info) -> {
          try {
            latch.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return PadProbeReturn.REMOVE;
        });
  }

  @Test
  void shouldNotBeReadyWhileAQueueWaitsForASinkThatBlocks() {
    try (AttachedPipeline program =
            new AttachedPipeline(CAMERA + " ! queue name=q max-size-buffers=5 ! fakesink name=s");
        PipelineTelemetry telemetry = attach(program)) {
      program.state(State.PLAYING);
      Await.until("frames", () -> AttachedPipeline.stage(telemetry, "s").frames() > 20);
      assertThat(get(telemetry, "/readyz")).isEqualTo("200 running\n");
      CountDownLatch latch = new CountDownLatch(1);
      block(program.element("s"), "sink", latch);

      awaitReadiness(telemetry, "503 running, but stalled: q\n");
      assertThat(get(telemetry, "/metrics"))
          .contains("framegauge_stage_stalled{pipeline_name=\"test\",stage_name=\"q\"} 1.0")
          .contains("framegauge_stage_stalled{pipeline_name=\"test\",stage_name=\"s\"} 0.0");
      assertThat(get(telemetry, "/status")).contains("\"stalled\":[\"q\"]");

      latch.countDown();
      awaitReadiness(telemetry, "200 running\n");
      assertThat(get(telemetry, "/metrics"))
          .contains("framegauge_stage_stalled{pipeline_name=\"test\",stage_name=\"q\"} 0.0");
    }
  }

  @Test
  void shouldNameTheStageThatTookTheLastBufferWhenNothingMovesAnywhere() {
    try (AttachedPipeline program =
            new AttachedPipeline(CAMERA + " ! identity name=x ! fakesink name=s");
        PipelineTelemetry telemetry = attach(program)) {
      program.state(State.PLAYING);
      Await.until("frames", () -> AttachedPipeline.stage(telemetry, "s").frames() > 20);
      CountDownLatch latch = new CountDownLatch(1);
      block(program.element("x"), "src", latch);

      awaitReadiness(telemetry, "503 running, but stalled: s\n");

      latch.countDown();
      awaitReadiness(telemetry, "200 running\n");
    }
  }

  @Test
  void shouldNotTakeAPauseTheEndOrAClosedValveForAStall() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "videotestsrc pattern=black num-buffers=400"
                    + " ! video/x-raw,format=GRAY8,width=16,height=16,framerate=200/1"
                    + " ! valve name=v ! fakesink name=s sync=true async=false");
        PipelineTelemetry telemetry = attach(program)) {
      program.pipeline.setState(State.PAUSED);
      stays(telemetry);
      program.pipeline.setState(State.PLAYING);
      Await.until("frames", () -> AttachedPipeline.stage(telemetry, "s").frames() > 20);
      program.state(State.PAUSED);
      stays(telemetry);
      program.pipeline.setState(State.PLAYING);
      program.awaitEnd();
      stays(telemetry);
    }
    try (AttachedPipeline program =
            new AttachedPipeline(CAMERA + " ! valve name=v ! fakesink name=s");
        PipelineTelemetry telemetry = attach(program)) {
      program.state(State.PLAYING);
      Await.until("frames", () -> AttachedPipeline.stage(telemetry, "s").frames() > 20);
      program.element("v").set("drop", true);
      stays(telemetry);
    }
  }

  /// Ready for three times as long as it would take to find a stall.
  private void stays(PipelineTelemetry telemetry) {
    long untilNanos = System.nanoTime() + 1_200_000_000;
    Await.until(
        "1.2 s",
        () -> {
          assertThat(get(telemetry, "/readyz")).isEqualTo("200 running\n");
          return System.nanoTime() - untilNanos >= 0;
        });
  }

  @Test
  void shouldTellAsFlushedWhatWasInsideWhenAProgramStopsItsPipelineTwentyTimes() {
    for (String leaky : new String[] {"no", "downstream"}) {
      try (AttachedPipeline program =
              new AttachedPipeline(
                  CAMERA
                      + " ! identity name=a ! queue name=q max-size-buffers=5 leaky="
                      + leaky
                      + " ! identity name=b sleep-time=20000 ! fakesink name=s sync=false");
          PipelineTelemetry telemetry = program.attach()) {
        for (int run = 1; run <= 20; run++) {
          long before = AttachedPipeline.stage(telemetry, "b").buffers();
          program.state(State.PLAYING);
          Await.until(
              "frames", () -> AttachedPipeline.stage(telemetry, "b").buffers() >= before + 3);
          program.state(State.NULL);
        }

        StageCounts queue = AttachedPipeline.stage(telemetry, "q");
        long out = AttachedPipeline.stage(telemetry, "b").buffers();
        assertThat(queue.buffers()).isEqualTo(out + queue.dropped());
        assertThat(queue.drops()).containsEntry(DropReason.UNEXPLAINED, 0L);
        assertThat(queue.drops().get(DropReason.FLUSH)).isGreaterThanOrEqualTo(20);
        if (leaky.equals("no")) {
          assertThat(queue.drops()).containsEntry(DropReason.LEAKY, 0L);
        }
        for (StageCounts stage : AttachedPipeline.stages(telemetry)) {
          assertThat(stage.drops().getOrDefault(DropReason.UNEXPLAINED, 0L)).isZero();
        }
      }
    }
  }
}
