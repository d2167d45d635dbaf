package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The sample as several processes: source, buffer, detector, tracker, draw and a JSON sink, each
/// joined to the next over ZeroMQ.
class ModuleChainIT {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final String SAMPLE = "samples/pass_through_processing/";
  private static final String SOURCE_ID = "city-traffic";

  @TempDir private Path folder;

  @BeforeAll
  static void build() {
    Product.build();
  }

  private Product.Start start(String name) {
    try {
      return Product.Start.in(Files.createDirectories(folder.resolve(name)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String sample(String name) {
    return Product.HOME.resolve(SAMPLE + name).toString();
  }

  private static String address(Ports ports) {
    return "tcp://127.0.0.1:" + ports.web();
  }

  private Product module(String name, String source, String sink, String... more) {
    List<String> arguments = new ArrayList<>(List.of("run", sample(name + ".yml")));
    arguments.addAll(List.of(more));
    return start(name)
        .with("ZMQ_SRC_ENDPOINT", source)
        .with("ZMQ_SINK_ENDPOINT", sink)
        .run(arguments.toArray(String[]::new));
  }

  private Product jsonSink(String endpoint, Path lines) {
    return start("json")
        .with("ZMQ_ENDPOINT", endpoint)
        .with("LOCATION", lines.toString())
        .run("adapter", "metadata-json");
  }

  private Product.Start video(String name, String endpoint) {
    return start(name)
        .with("ZMQ_ENDPOINT", endpoint)
        .with("LOCATION", Product.VIDEO.toString())
        .with("SOURCE_ID", SOURCE_ID)
        .with("ATTEMPTS", "60");
  }

  @Test
  void shouldFailWhenStandardOutputTakesNoLines() {
    Product.Done done =
        start("full")
            .withFile(
                "m.yml",
                """
                name: full
                pipeline:
                  source: {element: videotestsrc}
                  sink: {element: metadata_json_sink, properties: {location: "-"}}
                """)
            .behind(List.of("bash", "-c", "exec \"$@\" > /dev/full", "bash"))
            .toEnd("run", "m.yml");
    assertThat(done.exitCode()).as("%s", done).isOne();
    assertThat(done.err()).contains("No space left on device");
  }

  /// Three minutes on two cores, so in long runs only.
  @Test
  @EnabledIfSystemProperty(named = "framegauge.long", matches = "true")
  void shouldFindTheSameObjectsInSeveralProcessesAsInOne() throws IOException {
    Path alone = folder.resolve("alone.jsonl");
    Path chained = folder.resolve("chained.jsonl");
    Ports in = Ports.free();
    Ports out = Ports.free();
    String detected = "tcp://127.0.0.1:" + out.history();
    String tracked = "tcp://127.0.0.1:" + out.stream();
    try (Product single =
            start("single")
                .with("SOURCE_URI", Product.VIDEO.toString())
                .run(
                    "run",
                    sample("module.yml"),
                    "--set",
                    "pipeline.sink={element: metadata_json_sink, properties: {location: '%s'}}"
                        .formatted(alone));
        Product json = jsonSink("router+bind:" + in.streamEndpoint(), chained);
        Product draw =
            module("draw", "router+bind:" + tracked, "dealer+connect:" + in.streamEndpoint());
        Product tracker =
            module(
                "tracker",
                "router+bind:" + detected,
                "dealer+connect:" + tracked,
                "--keep-serving");
        Product detector =
            module("detector", "rep+bind:" + address(out), "dealer+connect:" + detected);
        Product buffer =
            BufferRun.run(
                start("buffer")
                    .with("ZMQ_SRC_ENDPOINT", "rep+bind:" + address(in))
                    .with("ZMQ_SINK_ENDPOINT", "req+connect:" + address(out))
                    .with("BUFFER_PATH", folder.resolve("messages").toString()));
        Product source =
            video("source", "req+connect:" + address(in)).run("adapter", "video-files")) {
      assertThat(source.process().exitCode(PATIENCE)).as("%s", source.process()).isZero();
      tracker.awaitState("ended", PATIENCE);
      for (Product ended : List.of(detector, draw, json, single)) {
        assertThat(ended.process().exitCode(PATIENCE)).as("%s", ended.process()).isZero();
      }

      assertThat(lines(chained)).hasSize(Product.VIDEO_FRAMES).isEqualTo(lines(alone));
      requireCounts(tracker.scrape());
      assertThat(buffer.scrape().value("buffer_size")).isZero();
    }
  }

  /// The lines with their objects in an order of their own: in a frame they have none.
  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(ModuleChainIT::inOrder).toList();
  }

  private static String inOrder(String line) {
    JsonObject frame = JsonParser.parseString(line).getAsJsonObject();
    List<String> objects =
        frame.getAsJsonArray("objects").asList().stream()
            .map(JsonElement::toString)
            .sorted(Comparator.naturalOrder())
            .toList();
    frame.remove("objects");
    return frame + " " + objects;
  }

  private static void requireCounts(Samples samples) {
    double frames = Product.VIDEO_FRAMES;
    assertThat(
            samples.value(
                "framegauge_source_frames_total", "source_id", SOURCE_ID, "stage_name", "tracker"))
        .isEqualTo(frames);
    assertThat(samples.value("frames_per_source_total", "source_id", SOURCE_ID)).isEqualTo(frames);
    assertThat(samples.value("zeromq_source_frames_total", "source_id", SOURCE_ID))
        .isEqualTo(frames);
    assertThat(samples.value("zeromq_sink_frames_total", "source_id", SOURCE_ID)).isEqualTo(frames);
    assertThat(samples.series("zeromq_source_missing_messages_total")).isEmpty();
    assertThat(samples.value("zeromq_sink_unmatched_frames_total")).isZero();
    assertThat(samples.value("zeromq_source_connections_total")).isEqualTo(1);
    assertThat(samples.value("zeromq_sink_acknowledge_seconds_count")).isEqualTo(1);
  }

  @Test
  void shouldSendAVideoOverAndOverWithTimesThatGoOn() throws IOException {
    Ports free = Ports.free();
    Path written = folder.resolve("loop.jsonl");
    int enough = Product.VIDEO_FRAMES + 50;
    try (Product json = jsonSink("router+bind:" + address(free), written);
        Product source =
            video("loop", "dealer+connect:" + address(free))
                .with("SYNC_OUTPUT", "false")
                .run("adapter", "video-loop")) {
      Await.until(
          "more frames than the video has",
          PATIENCE,
          () -> count(written) > enough,
          () -> source.process() + "\n" + json.process());
      source.process().signal("INT");
      assertThat(source.done().exitCode()).isZero();
      json.process().signal("INT");
      Product.Done done = json.done();
      assertThat(done.exitCode()).isZero();
      assertThat(done.out()).isEmpty();
    }
    List<Long> times =
        Files.readAllLines(written).stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject().get("pts_ns").getAsLong())
            .toList();
    for (int i = 0; i < times.size(); i++) {
      assertThat(times.get(i)).isEqualTo(i * 100_000_000L);
    }
  }

  private static long count(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).lines().count() : 0;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void shouldSayWhatAnAdapterNeeds() {
    assertThat(start("none").toEnd("adapter", "video-files").refusedWith(2))
        .containsExactly(
            "video-files.yml:5:13: adapter.location: a value is needed, such as"
                + " LOCATION=video.mp4",
            "video-files.yml:6:14: adapter.source_id: a value is needed, such as"
                + " SOURCE_ID=city-traffic",
            "video-files.yml:8:11: adapter.socket: a value is needed, such as"
                + " ZMQ_ENDPOINT=dealer+connect:tcp://127.0.0.1:5555");
  }
}
