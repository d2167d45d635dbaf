package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pictures from files over ZeroMQ into files.
class ImageFilesIT {
  private static final String DECODED = "decodebin ! videoconvert";

  /// A locale whose numbers no program reads.
  private static final String DIGITS_OF_ITS_OWN =
      "-XX:TieredStopAtLevel=1 -Duser.language=fa -Duser.country=IR";

  @TempDir private Path folder;

  private Product.Start start(String name) throws IOException {
    return Product.Start.in(Files.createDirectories(folder.resolve(name)));
  }

  private Product sink(String address) throws IOException {
    return start("sink")
        .with("ZMQ_ENDPOINT", "router+bind:" + address)
        .with("LOCATION", folder.resolve("out").toString())
        .with("FRAMEGAUGE_JAVA_OPTS", DIGITS_OF_ITS_OWN)
        .run("adapter", "image-files");
  }

  private static List<JsonObject> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  /// Five pictures of the video, one of them as PNG, and a file that is none.
  private Path pictures() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Media media = new Media(folder);
    media.launch(
        "filesrc location=%s ! %s ! jpegenc ! identity eos-after=5 ! multifilesink location=%s/%%d.jpg"
            .formatted(Product.VIDEO, DECODED, in));
    media.launch(
        "filesrc location=%s/1.jpg ! %s ! pngenc ! filesink location=%s/1-again.png"
            .formatted(in, DECODED, in));
    Files.writeString(in.resolve("2-none.jpg"), "no picture");
    return in;
  }

  @Test
  void shouldWriteThePicturesThatWereSentByteForByte() throws IOException {
    Path in = pictures();
    String address = Ports.free().endpoint();
    try (Product sink = sink(address);
        Product source =
            start("source")
                .with("ZMQ_ENDPOINT", "dealer+connect:" + address)
                .with("LOCATION", in.toString())
                .with("SOURCE_ID", "front/1")
                .with("FRAMERATE", "5")
                .with("FRAMEGAUGE_JAVA_OPTS", DIGITS_OF_ITS_OWN)
                .run("adapter", "images", "--keep-serving")) {
      assertThat(sink.process().exitCode()).as("%s", sink.process()).isZero();
      source.awaitState("ended", Child.PATIENCE);
      Samples samples = source.scrape();
      assertThat(samples.value("image_files_skipped_total", "reason", "no_picture")).isEqualTo(1);
      assertThat(samples.value("image_files_skipped_total", "reason", "cut_off")).isZero();
      assertThat(samples.value("zeromq_sink_frames_total", "source_id", "front/1"))
          .isEqualTo(samples.value("image_files_read_total"));
      source.process().signal("INT");
      assertThat(source.done().err())
          .contains("left out, the file is no JPEG or PNG picture: " + in + "/2-none.jpg");
    }
    List<Path> sent =
        Media.filesIn(in).stream().filter(file -> !file.endsWith("2-none.jpg")).toList();
    Path out = folder.resolve("out/front%2F1");
    List<Path> written = Media.filesIn(out.resolve("0000"));
    assertThat(sent).hasSizeBetween(5, 7);
    assertThat(written).hasSameSizeAs(sent);
    for (int i = 0; i < sent.size(); i++) {
      assertThat(written.get(i)).hasSameBinaryContentAs(sent.get(i));
    }
    assertThat(written.get(1)).hasFileName("000001.png");
    List<JsonObject> lines = lines(out.resolve("0000.jsonl"));
    assertThat(lines).hasSameSizeAs(sent);
    for (int i = 0; i < sent.size(); i++) {
      assertThat(lines.get(i).get("pts_ns").getAsLong()).isEqualTo(i * 200_000_000L);
      assertThat(lines.get(i).get("width").getAsInt()).isEqualTo(768);
      assertThat(out.resolve(lines.get(i).get("file").getAsString())).isEqualTo(written.get(i));
    }
  }

  /// The way of the ball is GStreamer's own: in `videotestsrc` its place goes as a sine of the
  /// number of the frame.
  @Test
  void shouldEncodeRawFramesAndKeepTheirObjects() throws IOException {
    String address = Ports.free().endpoint();
    Path detector = Product.HOME.resolve("samples/line_crossing/BrightSpot.java");
    Product.Start source =
        start("source")
            .withFile(
                "ball.yml",
                """
                name: ball
                pipeline:
                  source: {element: videotestsrc, name: ball, properties: {pattern: ball, num-buffers: 5}}
                  elements:
                    - {element: capsfilter, properties: {caps: "video/x-raw,format=GRAY8,width=320,height=240,framerate=30/1"}}
                    - {element: javafunc, class_name: BrightSpot, source: %s, kwargs: {least: 128, label: ball}}
                  sink: {element: zeromq_sink, properties: {socket: "dealer+connect:%s"}}
                """
                    .formatted(detector, address));
    try (Product sink = sink(address);
        Product module = source.run("run", "ball.yml")) {
      assertThat(module.process().exitCode()).as("%s", module.process()).isZero();
      assertThat(sink.process().exitCode()).as("%s", sink.process()).isZero();
    }

    Path out = folder.resolve("out/ball");
    List<Path> written = Media.filesIn(out.resolve("0000"));
    List<JsonObject> lines = lines(out.resolve("0000.jsonl"));
    assertThat(written).hasSize(5);
    assertThat(lines).hasSize(5);
    for (int t = 0; t < 5; t++) {
      int x = (int) (20 + (0.5 + 0.5 * Math.sin(2 * Math.PI * t / 200)) * (320 - 2 * 20));
      JsonObject line = lines.get(t);
      assertThat(line.get("file").getAsString()).isEqualTo("0000/00000%d.jpeg".formatted(t));
      JsonObject object = line.getAsJsonArray("objects").get(0).getAsJsonObject();
      assertThat(object.get("label").getAsString()).isEqualTo("ball");
      assertThat(object.getAsJsonObject("box").get("xc").getAsDouble())
          .isCloseTo(x, Offset.offset(3.0));
      BufferedImage picture = ImageIO.read(written.get(t).toFile());
      assertThat(picture.getWidth()).isEqualTo(320);
      assertThat(brightColumn(picture)).isCloseTo(x, Offset.offset(3.0));
    }
  }

  /// The middle of what is bright.
  private static double brightColumn(BufferedImage picture) {
    long sum = 0;
    long count = 0;
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        if ((picture.getRGB(x, y) & 0xFF) > 128) {
          sum += x;
          count++;
        }
      }
    }
    return (double) sum / count;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nope   | no such file or folder: location=nope
          a.text | the file is no JPEG or PNG picture: location=a.text
          """)
  void shouldRefuseALocationWithoutPictures(String location, String told) throws IOException {
    Product.Start source =
        start("source")
            .withFile("a.text", "no picture")
            .with("ZMQ_ENDPOINT", "dealer+connect:" + Ports.free().endpoint())
            .with("SOURCE_ID", "camera")
            .with("LOCATION", location);

    assertThat(source.toEnd("adapter", "images").refusedWith(2))
        .containsExactly(
            "images.yml:20:17: pipeline.source.properties.location: "
                + told
                + " (from the environment variable LOCATION)");
  }

  @Test
  void shouldSayWhatTheSinkNeeds() throws IOException {
    assertThat(start("none").toEnd("adapter", "image-files").refusedWith(2))
        .containsExactly(
            "image-files.yml:6:11: adapter.socket: a value is needed, such as"
                + " ZMQ_ENDPOINT=router+bind:tcp://127.0.0.1:5555",
            "image-files.yml:8:13: adapter.location: a value is needed, such as LOCATION=pictures");
  }
}
