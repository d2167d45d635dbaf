package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sample of the buffer: it fills, drops and drains, and every frame is accounted for.
class BufferSampleIT {
  private static final int FRAMES = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private Product.Start start(String name) {
    try {
      return Product.Start.in(Files.createDirectories(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sample(String name) {
    return Product.HOME.resolve("samples/buffer_adapter").resolve(name).toString();
  }

  private static void await(String what, Product product, BooleanSupplier condition) {
    Await.until(what, PATIENCE, condition, product.process()::toString);
  }

  @Test
  void shouldFillDropAndDrain() {
    Ports between = Ports.free();
    String in = between.endpoint();
    String out = between.streamEndpoint();
    try (Product module =
            start("module")
                .with("ZMQ_ENDPOINT", "rep+bind:" + out)
                .with("SLOW_FRAMES", "100")
                .with("FAST_FRAMES", "1000000")
                .run("run", sample("module.yml"), "--keep-serving");
        Product buffer =
            BufferRun.run(
                start("buffer")
                    .with("ZMQ_SRC_ENDPOINT", "rep+bind:" + in)
                    .with("ZMQ_SINK_ENDPOINT", "req+connect:" + out)
                    .with("BUFFER_PATH", folder.resolve("messages").toString())
                    .with("BUFFER_LEN", "40"));
        Product source =
            start("source")
                .with("ZMQ_ENDPOINT", "req+connect:" + in)
                .with("NUM_BUFFERS", Integer.toString(FRAMES))
                .run("run", sample("source.yml"))) {
      await("the buffer fills", buffer, () -> buffer.scrape().value("buffer_size") > 10);
      await(
          "it is full, so that some are dropped",
          buffer,
          () -> buffer.scrape().value("dropped_messages_total") > 0);
      assertThat(source.process().exitCode(PATIENCE)).as("%s", source.process()).isZero();
      module.awaitState("ended", PATIENCE);

      Samples told = buffer.scrape();
      double dropped = told.value("dropped_messages_total");
      assertThat(told.value("received_messages_total")).isEqualTo(FRAMES + 1.0); // and the end
      assertThat(told.value("buffer_size")).isZero();
      assertThat(module.scrape().value("framegauge_stage_frames_total", "stage_name", "sink"))
          .isEqualTo(FRAMES - dropped);
      module.process().signal("INT");
      buffer.process().signal("INT");
      assertThat(module.done().exitCode()).isZero();
      assertThat(buffer.done().exitCode()).isZero();
    }
  }
}
