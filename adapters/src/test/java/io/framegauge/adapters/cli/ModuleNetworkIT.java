package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A video goes from one host to another over a network that fails meanwhile. Minutes, so in long
/// runs only; [BufferLossIT] and [BufferHalfOpenIT] have the same sockets in all runs.
@EnabledIfSystemProperty(named = "framegauge.long", matches = "true")
class ModuleNetworkIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration FAULT = Duration.ofSeconds(60);
  private static final long FRAME_NANOS = 100_000_000;
  private static final String SOURCE_ID = "city-traffic";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"req, rep, 60", "dealer, router, 3"})
  void shouldTakeEachFrameOnceAndInOrderWhenPacketsAreLost(String from, String to, int seconds)
      throws IOException {
    try (OtherHost host = OtherHost.open(folder)) {
      String address = Ports.free().endpoint().replace("127.0.0.1", host.ourAddress());
      try (Product json = sink(to + "+bind:" + address);
          Product source = video(host, from + "+connect:" + address)) {
        awaitLines(10, json, source);
        host.lose(0.2);
        LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
        assertThat(host.heal()).as("lost packets").isPositive();

        Samples samples = ended(json, source);
        assertThat(samples.value("zeromq_source_frames_total", "source_id", SOURCE_ID))
            .isEqualTo(Product.VIDEO_FRAMES);
        assertThat(samples.series("zeromq_source_missing_messages_total")).isEmpty();
        List<Long> times = times();
        assertThat(times).hasSize(Product.VIDEO_FRAMES);
        for (int i = 0; i < times.size(); i++) {
          assertThat(times.get(i)).isEqualTo(i * FRAME_NANOS);
        }
      }
    }
  }

  @Test
  void shouldCountWhatACutTookFromADealer() throws IOException {
    try (OtherHost host = OtherHost.open(folder)) {
      String address = Ports.free().endpoint().replace("127.0.0.1", host.ourAddress());
      try (Product json = sink("router+bind:" + address);
          Product source = video(host, "dealer+connect:" + address)) {
        awaitLines(50, json, source);
        host.cut();
        LockSupport.parkNanos(FAULT.toNanos());
        host.connect();

        Samples samples = ended(json, source);
        double frames = samples.value("zeromq_source_frames_total", "source_id", SOURCE_ID);
        double missing =
            samples.value("zeromq_source_missing_messages_total", "source_id", SOURCE_ID);
        assertThat(missing).isPositive();
        assertThat(frames + missing).isEqualTo(Product.VIDEO_FRAMES);
        assertThat(times()).hasSize((int) frames).isSorted().doesNotHaveDuplicates();
      }
    }
  }

  private Path written() {
    return folder.resolve("objects.jsonl");
  }

  private Product sink(String endpoint) {
    return start("json")
        .with("ZMQ_ENDPOINT", endpoint)
        .with("LOCATION", written().toString())
        .run("adapter", "metadata-json", "--keep-serving");
  }

  /// At its own pace, so that it is under way when the network fails.
  private Product video(OtherHost host, String endpoint) {
    return start("source")
        .behind(host.before())
        .with("ZMQ_ENDPOINT", endpoint)
        .with("LOCATION", Product.VIDEO.toString())
        .with("SOURCE_ID", SOURCE_ID)
        .with("SYNC_OUTPUT", "true")
        .with("ATTEMPTS", "60")
        .run("adapter", "video-files");
  }

  private Product.Start start(String name) {
    try {
      return Product.Start.in(Files.createDirectories(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitLines(int count, Product json, Product source) {
    Await.until(
        count + " frames",
        PATIENCE,
        () -> {
          boolean there = Files.exists(written()) && times().size() >= count;
          assertThat(there || source.process().isAlive()).as("%s", source.process()).isTrue();
          return there;
        },
        () -> json.process() + "\n" + source.process());
  }

  private static Samples ended(Product json, Product source) {
    assertThat(source.process().exitCode(PATIENCE)).as("%s", source.process()).isZero();
    json.awaitState("ended", PATIENCE);
    return json.scrape();
  }

  private List<Long> times() {
    try {
      String text = Files.readString(written());
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .map(line -> JsonParser.parseString(line).getAsJsonObject().get("pts_ns").getAsLong())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
