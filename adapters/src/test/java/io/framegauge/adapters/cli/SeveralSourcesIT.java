package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two videos, each sent by a process of its own, in one module that is written as text.
class SeveralSourcesIT {
  private static final long PERIOD = 100_000_000;

  @TempDir private Path folder;

  private Product video(String sourceId, String address) throws IOException {
    return Product.Start.in(Files.createDirectories(folder.resolve(sourceId)))
        .with("ZMQ_ENDPOINT", "dealer+connect:" + address)
        .with("LOCATION", Product.VIDEO.toString())
        .with("SOURCE_ID", sourceId)
        .with("ATTEMPTS", "60")
        .run("adapter", "video-files");
  }

  @Test
  void shouldTellTheFramesOfSeveralSourcesApart() throws IOException {
    Ports ports = Ports.free();
    String left = "tcp://127.0.0.1:" + ports.history();
    String right = "tcp://127.0.0.1:" + ports.stream();
    Path lines = folder.resolve("lines.jsonl");
    String module =
        """
        name: cameras
        pipeline:
          launch: >-
            appsrc name=left ! queue ! funnel name=all ! queue ! fakesink name=out
            appsrc name=right ! queue ! all.
          ports:
            left: {element: zeromq_source, properties: {socket: "router+bind:%s"}}
            right: {element: zeromq_source, properties: {socket: "router+bind:%s"}}
            out: {element: metadata_json_sink, properties: {location: "%s"}}
        """
            .formatted(left, right, lines);
    try (Product cameras =
            Product.Start.in(folder)
                .withFile("module.yml", module)
                .run("run", "module.yml", "--keep-serving");
        Product camera1 = video("camera-1", left);
        Product camera2 = video("camera-2", right)) {
      for (Product sender : List.of(camera1, camera2)) {
        assertThat(sender.done().exitCode()).as("%s", sender.process()).isZero();
      }
      cameras.awaitState("ended", Child.PATIENCE);

      for (String camera : List.of("camera-1", "camera-2")) {
        assertThat(cameras.scrape().value("zeromq_source_frames_total", "source_id", camera))
            .isEqualTo(Product.VIDEO_FRAMES);
        assertThat(times(lines, camera))
            .isEqualTo(
                LongStream.range(0, Product.VIDEO_FRAMES).mapToObj(n -> n * PERIOD).toList());
      }
    }
  }

  private static List<Long> times(Path lines, String sourceId) throws IOException {
    return Files.readAllLines(lines).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .filter(frame -> text(frame, "source_id").equals(sourceId))
        .map(frame -> frame.get("pts_ns").getAsLong())
        .toList();
  }

  private static String text(JsonObject frame, String key) {
    return frame.get(key).getAsString();
  }
}
