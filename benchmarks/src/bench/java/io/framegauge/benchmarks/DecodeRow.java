package io.framegauge.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.framegauge.pipeline.PipelineTelemetry;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;

/// A 1080p H.264 decode with 8 stages, as fast as it goes: what measuring it costs, and what it
/// costs itself.
final class DecodeRow {
  private DecodeRow() {}

  /// @param perLink nanoseconds that full measurement adds for one buffer and link
  static void measure(Effort effort, double perLink, Report report)
      throws IOException, InterruptedException {
    Path video = video(effort.pick(100, 300));
    String text =
        ("filesrc name=in location=%s ! matroskademux name=demux ! h264parse name=parse"
                + " ! avdec_h264 name=decode ! queue name=buffer ! videoconvert name=convert"
                + " ! identity name=pass ! fakesink name=out sync=false")
            .formatted(video);
    try (Pipeline pipeline = (Pipeline) Gst.parseLaunch(text);
        PipelineTelemetry ours =
            PipelineTelemetry.attach(pipeline, BenchTelemetry.options("decode"))) {
      CountDownLatch ended = new CountDownLatch(1);
      pipeline.getBus().connect((Bus.EOS) source -> ended.countDown());
      long cpu = cpuNanos();
      long start = System.nanoTime();
      pipeline.play();
      if (!ended.await(120, TimeUnit.SECONDS)) {
        throw new IOException("the video did not end within 120 s");
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double used = (cpuNanos() - cpu) / 1e9;
      pipeline.stop();
      ours.detach();
      tell(ours.telemetry().reader().stages(), perLink, seconds, used, report);
    }
  }

  private static void tell(
      List<StageCounts> stages, double perLink, double seconds, double used, Report report) {
    long buffers =
        stages.stream()
            .filter(stage -> stage.kind() != StageKind.SOURCE)
            .mapToLong(StageCounts::buffers)
            .sum();
    long frames =
        stages.stream()
            .filter(stage -> stage.kind() == StageKind.SINK)
            .mapToLong(StageCounts::frames)
            .sum();
    double share = perLink * 1e-9 * buffers / seconds;
    report.note(
        "%d frames in %.1f s (%.0f frames/s), %.1f s of CPU; %d buffers on the links",
        frames, seconds, frames / seconds, used, buffers);
    report.note(
        "%.0f ns a buffer and link make %.4f %% of one core, %.4f %% of the pipeline's own CPU"
            + " time (the cost is that of the rows above, with warm caches)",
        perLink, 100 * share, 100 * perLink * 1e-9 * buffers / used);
    report.add(Row.value("decode_1080p", 100 * share, "% of a core", Row.below(1)));
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /// Made once for a length, and kept.
  private static Path video(int frames) throws IOException, InterruptedException {
    Path video = Path.of(Setup.cFolder()).resolveSibling("1080p-" + frames + ".mkv");
    if (Files.notExists(video)) {
      Path made = Setup.scratch().resolve("1080p.mkv");
      String text =
          ("videotestsrc pattern=ball num-buffers=%d ! video/x-raw,width=1920,height=1080,framerate=30/1"
                  + " ! openh264enc bitrate=4000000 ! h264parse ! matroskamux ! filesink location=%s")
              .formatted(frames, made);
      Stream<String> words =
          Stream.concat(Stream.of("gst-launch-1.0", "-q"), Stream.of(text.split(" ", -1)));
      Process maker = new ProcessBuilder(words.toList()).inheritIO().start();
      if (maker.waitFor() != 0) {
        throw new IOException("the video could not be made: exit=" + maker.exitValue());
      }
      Files.move(made, video);
    }
    return video;
  }
}
