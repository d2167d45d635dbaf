package io.framegauge.pipeline;

import static io.framegauge.pipeline.AttachedPipeline.make;
import static io.framegauge.pipeline.AttachedPipeline.names;
import static io.framegauge.pipeline.AttachedPipeline.records;
import static io.framegauge.pipeline.AttachedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.pipeline.gst.Pads;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageStat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.freedesktop.gstreamer.Bin;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.Test;

/// Sources and branches that are added and removed while the rest plays, scraped all the time.
class ComingAndGoingTest {
  private static final int ROUNDS = Boolean.getBoolean("framegauge.long") ? 1_000 : 100;
  private static final int FRAMES = 5;
  private static final int MAX_STAGES = 16;

  private static AttachOptions options() {
    return AttachedPipeline.options()
        .set("metrics.max_stages", MAX_STAGES)
        .set("metrics.history", 50)
        .set("web.enabled", true)
        .set("web.port", 0);
  }

  @Test
  void shouldMeasureSourcesThatComeAndGoAndKeepNothingOfThem() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "videotestsrc name=main is-live=true ! funnel name=f ! identity name=x"
                    + " ! fakesink name=sink sync=false");
        PipelineTelemetry telemetry = PipelineTelemetry.attach(program.pipeline, options());
        Scraping scraping = new Scraping(telemetry)) {
      program.state(State.PLAYING); // what is added before that may never begin
      Await.until("frames", () -> stage(telemetry, "sink").frames() > 0);
      int probes = Pads.attached();
      long threads = Thread.getAllStackTraces().size();
      Set<String> series = SourceFramesTest.series(telemetry).keySet();
      long lowest = 0;
      for (int i = 0; i < ROUNDS; i++) {
        Bin camera = camera(i);
        addAndRemove(program, telemetry, camera, i);
        long now = stage(telemetry, "sink").frames();
        assertThat(now).isGreaterThanOrEqualTo(lowest + FRAMES);
        lowest = now;
      }
      program.element("main").setState(State.NULL); // or the funnel may stop with a frame inside
      program.state(State.NULL);

      assertThat(names(telemetry)).containsExactly("main", "f", "x", "sink");
      StageCounts main = stage(telemetry, "main");
      long all = main.frames() + (long) ROUNDS * FRAMES;
      assertThat(stage(telemetry, "f").frames()).isEqualTo(all);
      assertThat(stage(telemetry, "x").frames()).isEqualTo(all);
      assertThat(stage(telemetry, "sink").frames()).isEqualTo(all);
      assertThat(telemetry.telemetry().reader().stagesRefused()).isZero();
      assertThat(telemetry.telemetry().reader().linksRefused()).isZero();
      assertThat(telemetry.telemetry().reader().probeFailures()).isZero();
      Await.until("probes of removed pads are gone", () -> Pads.attached() == probes);
      assertThat(Thread.getAllStackTraces().size()).isLessThanOrEqualTo((int) threads + 8);
      assertThat(SourceFramesTest.series(telemetry).keySet()).isEqualTo(series);
      assertThat(SourceFramesTest.series(telemetry)).containsEntry("main@f", main.frames());
      scraping.check();
    }
  }

  /// A bin of three elements that puts a few frames out.
  private static Bin camera(int number) {
    Element source = make("videotestsrc", "src" + number);
    source.set("num-buffers", FRAMES);
    Element queue = make("queue", "queue" + number);
    Element end = make("identity", "end" + number);
    Bin camera = new Bin("camera" + number);
    camera.addMany(source, queue, end);
    Element.linkMany(source, queue, end);
    camera.addPad(new org.freedesktop.gstreamer.GhostPad("src", end.getStaticPad("src")));
    return camera;
  }

  private static void addAndRemove(
      AttachedPipeline program, PipelineTelemetry telemetry, Bin camera, int number) {
    Element funnel = program.element("f");
    String[] stages = {"src" + number, "queue" + number, "end" + number};
    long before = program.passed("x") + FRAMES;
    program.pipeline.add(camera);
    Pad into = funnel.getRequestPad("sink_%u");
    camera.getStaticPad("src").link(into);
    camera.syncStateWithParent();
    Await.until("frames of " + number, () -> stage(telemetry, stages[2]).frames() == FRAMES);
    Await.until("frames at x", () -> program.passed("x") >= before);
    assertThat(names(telemetry)).contains(stages);
    assertThat(stage(telemetry, stages[0]).frames()).isEqualTo(FRAMES);
    for (String stage : List.of(stages[0], stages[1], stages[2], "f", "x")) {
      String series = stages[0] + "@" + stage;
      Await.until(
          series, () -> SourceFramesTest.series(telemetry).getOrDefault(series, 0L) == FRAMES);
    }
    camera.setState(State.NULL);
    camera.getStaticPad("src").unlink(into);
    funnel.releaseRequestPad(into);
    program.pipeline.remove(camera);
    assertThat(names(telemetry)).doesNotContain(stages);
    camera.dispose();
  }

  @Test
  void shouldMeasureBranchesOfATeeThatComeAndGo() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "videotestsrc name=src is-live=true ! tee name=t ! queue ! fakesink name=sink");
        PipelineTelemetry telemetry = PipelineTelemetry.attach(program.pipeline, options());
        Scraping scraping = new Scraping(telemetry)) {
      program.state(State.PLAYING); // what is added before that may never begin
      int probes = Pads.attached();
      long branchFrames = 0;
      for (int i = 0; i < ROUNDS / 4; i++) {
        Element queue = make("queue", "branch");
        Element sink = make("fakesink", "branchsink");
        sink.set("async", false);
        program.pipeline.addMany(queue, sink);
        queue.link(sink);
        sink.syncStateWithParent();
        queue.syncStateWithParent();
        Pad out = program.element("t").getRequestPad("src_%u");
        out.link(queue.getStaticPad("sink"));
        long before = branchFrames;
        Await.until("a frame", () -> stage(telemetry, "branchsink").frames() > before);
        out.unlink(queue.getStaticPad("sink"));
        program.element("t").releaseRequestPad(out);
        sink.setState(State.NULL);
        queue.setState(State.NULL);
        branchFrames = stage(telemetry, "branchsink").frames();
        program.pipeline.removeMany(queue, sink);
        assertThat(names(telemetry)).doesNotContain("branch", "branchsink");
      }
      program.state(State.NULL);

      StageCounts source = stage(telemetry, "src");
      assertThat(stage(telemetry, "t").frames()).isEqualTo(source.frames());
      assertThat(branchFrames).isBetween(ROUNDS / 4L, source.frames());
      Await.until("probes of removed pads are gone", () -> Pads.attached() == probes);
      scraping.check();
    }
  }

  @Test
  void shouldNotGiveOldRecordsTheNameOfANewStage() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "videotestsrc name=src num-buffers=25 ! identity name=a ! fakesink name=sink");
        PipelineTelemetry telemetry =
            PipelineTelemetry.attach(
                program.pipeline, AttachedPipeline.options().set("metrics.max_stages", 3))) {
      program.run();
      Element sink = program.element("sink");
      AttachedPipeline.remove(program.pipeline, program.element("a"));
      Element b = make("identity", "b");
      program.pipeline.add(b);
      program.element("src").link(b);
      b.link(sink);
      program.run();
      telemetry.detach();

      assertThat(names(telemetry)).containsExactly("src", "b", "sink");
      assertThat(stage(telemetry, "b").frames()).isEqualTo(25);
      assertThat(stage(telemetry, "src").frames()).isEqualTo(50);
      assertThat(stage(telemetry, "sink").frames()).isEqualTo(50);
      assertThat(records(telemetry))
          .extracting(record ->
              record.frameNo()
                  + " "
                  + record.stageStats().stream().map(StageStat::stageName).toList())
          .containsExactly(
              "0 [src, sink]",
              "10 [src, sink]",
              "20 [src, sink]",
              "30 [src, b, sink]",
              "40 [src, b, sink]",
              "50 [src, b, sink]",
              "50 [src, b, sink]");
    }
  }

  /// Scrapes over HTTP without a pause, on a thread of its own; counters must not go down.
  private static final class Scraping implements AutoCloseable {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong scrapes = new AtomicLong();
    private final AtomicReference<String> wrong = new AtomicReference<>("");
    private final URI address;
    private final Thread thread;

    Scraping(PipelineTelemetry telemetry) {
      String metrics = telemetry.addresses().getFirst();
      address = URI.create(metrics.substring(metrics.indexOf("http")));
      thread = Thread.ofPlatform().start(this::scrape);
    }

    private void scrape() {
      double before = 0;
      try (HttpClient client = HttpClient.newHttpClient()) {
        while (!stop.get()) {
          HttpResponse<String> answer =
              client.send(
                  HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
          double frames = frames(answer.body());
          if (answer.statusCode() != 200 || frames < before) {
            wrong.set(answer.statusCode() + ": " + before + " then " + frames);
          }
          before = frames;
          scrapes.incrementAndGet();
        }
      } catch (IOException e) {
        wrong.set(e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static double frames(String body) {
      List<String> lines =
          body.lines()
              .filter(line -> line.startsWith("framegauge_stage_frames_total"))
              .filter(line -> line.contains("stage_name=\"sink\""))
              .toList();
      return lines.isEmpty()
          ? 0
          : Double.parseDouble(lines.getFirst().substring(lines.getFirst().lastIndexOf(' ') + 1));
    }

    void check() {
      Await.until("a scrape", () -> scrapes.get() > 0 || !"".equals(wrong.get()));
      assertThat(wrong.get()).isEmpty();
    }

    @Override
    public void close() {
      stop.set(true);
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
