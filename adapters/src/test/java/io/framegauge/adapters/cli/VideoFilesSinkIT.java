package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Videos over ZeroMQ into files, which GStreamer's own tools read again.
class VideoFilesSinkIT {
  private static final String SOURCE_ID = "city-traffic";

  /// The element that holds a Matroska file together; its size is not known until it is complete.
  private static final String SEGMENT = "18538067";

  private static final String UNKNOWN_SIZE = "01ffffffffffffff";

  @TempDir private Path folder;

  private final String address = Ports.free().endpoint();

  private Product.Start start(String name) {
    try {
      return Product.Start.in(Files.createDirectories(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Product.Start sink() {
    return start("sink")
        .with("ZMQ_ENDPOINT", "router+bind:" + address)
        .with("LOCATION", folder.resolve("out").toString());
  }

  private Product.Start source(Path video) {
    return start("source")
        .with("ZMQ_ENDPOINT", "dealer+connect:" + address)
        .with("LOCATION", video.toString())
        .with("SOURCE_ID", SOURCE_ID);
  }

  private Path out(String name) {
    return folder.resolve("out").resolve(SOURCE_ID).resolve(name);
  }

  private long frames(String name) {
    try {
      return Files.exists(out(name)) ? Files.readString(out(name)).lines().count() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isComplete(String name) throws IOException {
    String head = HexFormat.of().formatHex(Arrays.copyOf(Files.readAllBytes(out(name)), 100));
    assertThat(head).startsWith("1a45dfa3").contains(SEGMENT);
    return !head.contains(SEGMENT + UNKNOWN_SIZE);
  }

  @Test
  void shouldWriteTheFramesOfAVideoAsTheyAreChunkByChunk() throws IOException {
    try (Product sink = sink().with("CHUNK_SIZE", "400").run("adapter", "video-files-sink");
        Product source = source(Product.VIDEO).run("adapter", "video-files")) {
      assertThat(source.process().exitCode()).as("%s", source.process()).isZero();
      assertThat(sink.process().exitCode()).as("%s", sink.process()).isZero();
    }

    Media media = new Media(folder);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    long frames = 0;
    List<Path> videos =
        Media.filesIn(out("")).stream().filter(file -> file.toString().endsWith(".mkv")).toList();
    for (Path video : videos) {
      String name = String.valueOf(video.getFileName());
      written.writeBytes(media.encoded(video, "matroskademux"));
      frames += frames(name.replace(".mkv", ".jsonl"));
      assertThat(isComplete(name)).isTrue();
    }
    assertThat(videos).hasSizeGreaterThan(1);
    assertThat(frames).isEqualTo(Product.VIDEO_FRAMES);
    assertThat(written.toByteArray()).isEqualTo(media.encoded(Product.VIDEO, "avidemux"));
  }

  @ParameterizedTest
  @CsvSource({
    "jpegenc ! avimux, video.avi",
    "openh264enc gop-size=4 ! h264parse ! mpegtsmux, video.ts",
    "x265enc key-int-max=8 ! h265parse ! mp4mux, video.mp4" // with frames that are shown later
  })
  void shouldWriteAVideoThatShowsTheSame(String encoder, String name) throws IOException {
    Path video = folder.resolve(name);
    Media media = new Media(folder);
    media.launch(
        "videotestsrc pattern=ball num-buffers=12 ! video/x-raw,format=I420,width=64,height=48,"
            + "framerate=25/1 ! "
            + encoder
            + " ! filesink location="
            + video);
    try (Product sink = sink().run("adapter", "video-files-sink");
        Product source = source(video).run("adapter", "video-files")) {
      assertThat(source.process().exitCode()).as("%s", source.process()).isZero();
      assertThat(sink.process().exitCode()).as("%s", sink.process()).isZero();
    }

    assertThat(frames("0000.jsonl")).isEqualTo(12);
    assertThat(isComplete("0000.mkv")).isTrue();
    assertThat(media.pixels(out("0000.mkv")))
        .hasSize(12 * 64 * 48 * 3 / 2)
        .isEqualTo(media.pixels(video));
  }

  private static String message(String content, String payload) {
    return "{\"topic\": \"%s\", \"payload\": [%s], \"message\": {\"protocol_version\": \"1.15.1\", %s}}"
        .formatted(SOURCE_ID, payload, content);
  }

  private static String frame(long ptsMillis, byte[] jpeg) {
    String content =
        """
        "video_frame": {"source_id": "%s", "width": 64, "height": 48, "codec": "jpeg", "keyframe": true,\
         "time_base_numerator": 1, "time_base_denominator": 1000, "pts": %d, "external": {"method": "zeromq"}}\
        """
            .formatted(SOURCE_ID, ptsMillis);
    return message(content, '"' + HexFormat.of().formatHex(jpeg) + '"');
  }

  /// Sends frames with these timestamps, as a peer that has no line in common with the product.
  private void send(long... timesMillis) throws IOException {
    Path picture = folder.resolve("picture.jpg");
    new Media(folder)
        .launch(
            "videotestsrc num-buffers=1 ! video/x-raw,width=64,height=48 ! jpegenc ! filesink location="
                + picture);
    byte[] jpeg = Files.readAllBytes(picture);
    String end = message("\"end_of_stream\": {\"source_id\": \"" + SOURCE_ID + "\"}", "");
    Stream<String> frames = Arrays.stream(timesMillis).mapToObj(time -> frame(time, jpeg));
    String lines = Stream.concat(frames, Stream.of(end)).collect(Collectors.joining("\n"));
    assertThat(Python.linesOf(folder, "wire.py", lines, "write", "dealer", address))
        .containsExactly("OK");
  }

  @Test
  void shouldTellOnlyOfFramesThatAreInTheFile() throws IOException {
    try (Product sink = sink().run("adapter", "video-files-sink", "--keep-serving")) {
      sink.awaitServing();
      send(-1, 0, -1, 40, -1, 80);
      sink.awaitState("ended", Child.PATIENCE);

      assertThat(sink.scrape().value("video_files_frames_total", "source_id", SOURCE_ID))
          .isEqualTo(3);
      assertThat(sink.process().err())
          .containsOnlyOnce(
              "a frame without a timestamp cannot be put into a video file, and is left out as all"
                  + " that follow without one are: source_id="
                  + SOURCE_ID);
    }
    assertThat(frames("0000.jsonl")).isEqualTo(3);
    assertThat(Files.readString(out("0000.jsonl"))).doesNotContain("\"pts_ns\":null");
    assertThat(new Media(folder).pixels(out("0000.mkv"))).hasSize(3 * 64 * 48 * 3 / 2);
  }

  /// Ends the sink while a video is coming at its own pace.
  private void endWith(String signal) {
    try (Product sink = sink().run("adapter", "video-files-sink");
        Product source =
            source(Product.VIDEO)
                .with("SYNC_OUTPUT", "true")
                .with("ATTEMPTS", "1")
                .with("SEND_TIMEOUT", "1")
                .run("adapter", "video-files")) {
      Await.until(
          "frames are written",
          Child.PATIENCE,
          () -> frames("0000.jsonl") >= 15,
          () -> sink.process() + "\n" + source.process());
      sink.process().signal(signal);
      assertThat(sink.process().exitCode()).isEqualTo(signal.equals("KILL") ? 137 : 0);
    }
  }

  @Test
  void shouldCompleteTheFileWhenItIsToldToStop() throws IOException {
    endWith("TERM");

    Media media = new Media(folder);
    byte[] written = media.encoded(out("0000.mkv"), "matroskademux");
    byte[] sent = media.encoded(Product.VIDEO, "avidemux");
    assertThat(isComplete("0000.mkv")).isTrue();
    assertThat(written).isNotEmpty().isEqualTo(Arrays.copyOf(sent, written.length));
    assertThat(media.pixels(out("0000.mkv")).length)
        .isEqualTo((int) frames("0000.jsonl") * 768 * 576 * 3 / 2);
  }

  @Test
  void shouldLeaveAFileThatCanBePlayedWhenItIsKilled() throws IOException {
    endWith("KILL");

    Media media = new Media(folder);
    byte[] written = media.encoded(out("0000.mkv"), "matroskademux");
    byte[] sent = media.encoded(Product.VIDEO, "avidemux");
    assertThat(isComplete("0000.mkv")).isFalse();
    assertThat(written).isNotEmpty().isEqualTo(Arrays.copyOf(sent, written.length));
    assertThat(media.pixels(out("0000.mkv")).length).isGreaterThanOrEqualTo(14 * 768 * 576 * 3 / 2);

    // The next run writes beside it.
    byte[] before = Files.readAllBytes(out("0000.mkv"));
    endAfterOneMore();
    assertThat(out("0000.mkv")).hasBinaryContent(before);
    assertThat(isComplete("0001.mkv")).isTrue();
  }

  private void endAfterOneMore() {
    try (Product sink = sink().run("adapter", "video-files-sink");
        Product source = source(Product.VIDEO).run("adapter", "video-files")) {
      assertThat(source.process().exitCode()).as("%s", source.process()).isZero();
      assertThat(sink.process().exitCode()).as("%s", sink.process()).isZero();
    }
  }
}
