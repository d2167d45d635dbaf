package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.SidePipeline;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.freedesktop.gstreamer.Gst;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pipelines that are fed by hand, with real files at their end.
@Timeout(60)
class FedPipelineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FORMAT =
      "video/x-raw, format=GRAY8, width=4, height=1, framerate=25/1";

  @TempDir private Path folder;

  @BeforeAll
  static void init() {
    Gst.init("framegauge");
  }

  private static IncomingFrame frame(int n) {
    byte[] bytes = {(byte) n, 2, 3, 4};
    return new IncomingFrame(bytes, n * 40_000_000L, -1, 40_000_000, true, List.of());
  }

  @Test
  void shouldHaveWrittenEverythingWhenItHasFinished() throws Exception {
    Path out = Files.createDirectory(folder.resolve("a folder, with \"signs\" 100%"));
    String pattern = out.toString().replace("%", "%%") + "/%d";
    try (SidePipeline side =
        FedPipeline.start(
            "multifilesink name=files", Map.of("files.location", pattern, "files.index", "7"))) {
      side.format(FORMAT);
      for (int n = 0; n < 100; n++) {
        assertThat(side.push(frame(n))).isTrue();
      }
      side.finish(PATIENCE);
    }

    assertThat(out.toFile().list()).hasSize(100);
    for (int n = 0; n < 100; n++) {
      assertThat(out.resolve(Integer.toString(n + 7))).hasBinaryContent(frame(n).bytes());
    }
  }

  @Test
  void shouldSayWhatFailedAndNotLetAnybodyWait() {
    try (SidePipeline side =
        FedPipeline.start("filesink name=file", Map.of("file.location", folder + "/nope/nope"))) {
      side.format(FORMAT);
      assertThatThrownBy(
              () -> {
                for (int n = 0; n < 10_000; n++) {
                  side.push(frame(n));
                }
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Could not open file \"" + folder + "/nope/nope\" for writing.");
      assertThatThrownBy(() -> side.finish(PATIENCE)).hasMessageStartingWith("Could not open file");
    }
  }

  /// The failure is heard when more has been pushed already than there is room for.
  @Test
  void shouldNotLetAnybodyWaitWhoPushesBeforeTheFailureIsHeard() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    Future<Boolean> busy = Gst.getExecutor().submit(() -> heard.await(1, TimeUnit.MINUTES));
    try (SidePipeline side =
        FedPipeline.start("filesink name=file", Map.of("file.location", folder + "/nope/nope"))) {
      side.format(FORMAT);
      AtomicInteger pushed = new AtomicInteger();
      CompletableFuture<?> pushing =
          CompletableFuture.runAsync(() -> {
            while (true) {
              side.push(frame(pushed.get()));
              pushed.incrementAndGet();
            }
          });
      Await.until("all room is taken", () -> pushed.get() == 64);
      heard.countDown();
      assertThat(busy.get()).isTrue();

      assertThatThrownBy(() -> pushing.get(20, TimeUnit.SECONDS))
          .hasMessageContaining("Could not open file");
    }
  }

  @Test
  void shouldSayThatFramesAreNotOfAFormatThatTheElementsTake() {
    try (SidePipeline side =
        FedPipeline.start("m.video_0 matroskamux name=m ! fakesink", Map.of())) {
      side.format("image/png, width=4, height=1, framerate=25/1");
      assertThatThrownBy(
              () -> {
                side.push(frame(0));
                side.finish(PATIENCE);
              })
          .hasMessage(
              "Internal data stream error. (streaming stopped, reason not-negotiated (-4))");
    }
  }

  private static int openFiles() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }

  private void writeOneFrame(int n) {
    SidePipeline side =
        FedPipeline.start("filesink name=file", Map.of("file.location", folder + "/" + n));
    try (side) {
      side.format(FORMAT);
      side.push(frame(n));
      side.finish(PATIENCE);
    }
    side.close(); // does nothing
  }

  @Test
  void shouldHoldNoFilesOfPipelinesThatAreClosed() {
    writeOneFrame(0);
    int before = openFiles();

    for (int n = 0; n < 200; n++) {
      writeOneFrame(n);
    }

    assertThat(openFiles()).isLessThan(before + 20); // the JVM opens some itself
    assertThat(folder.resolve("199")).hasBinaryContent(frame(199).bytes());
  }

  @Test
  void shouldHoldNoFilesOfPipelinesThatFailed() {
    int before = openFiles();

    for (int n = 0; n < 200; n++) {
      try (SidePipeline side =
          FedPipeline.start("filesink name=file", Map.of("file.location", folder + "/nope/nope"))) {
        side.format(FORMAT);
        assertThatThrownBy(() -> side.finish(PATIENCE)).hasMessageStartingWith("Could not open");
      }
    }

    assertThat(openFiles()).isLessThan(before + 20);
  }

  @Test
  void shouldTakeNothingWhenSeveralHaveClosedIt() {
    for (int n = 0; n < 50; n++) {
      SidePipeline side = FedPipeline.start("fakesink", Map.of());
      side.format(FORMAT);
      side.push(frame(0));
      CompletableFuture<?>[] closing =
          Stream.generate(() -> CompletableFuture.runAsync(side::close))
              .limit(4)
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(closing).join();

      side.source("camera");
      side.format(FORMAT);
      side.end();
      assertThatThrownBy(() -> side.push(frame(1))).hasMessage("it is closed");
      assertThatThrownBy(() -> side.finish(PATIENCE)).hasMessage("it is closed");
    }
  }

  @Test
  void shouldSayWhichElementIsNotThere() {
    assertThatThrownBy(() -> FedPipeline.start("no_such_element ! fakesink", Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no element \"no_such_element\"");
  }
}
