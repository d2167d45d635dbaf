package io.framegauge.adapters.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.config.Section;
import io.framegauge.pipeline.port.FrameRegion;
import io.framegauge.pipeline.port.FrameSink;
import io.framegauge.pipeline.port.IncomingFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkSinkTest {
  private static final FrameRegion CAR =
      new FrameRegion("car", 3, 10, 20, 4, 6, OptionalDouble.of(0.5));
  private static final byte[] JPEG = Pictures.jpeg(8, 6);
  private static final byte[] PNG = Pictures.png(8, 6);

  @TempDir private Path folder;
  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  private FrameSink sink(String more) {
    return sink(ChunkSink.Kind.IMAGES, more);
  }

  private FrameSink sink(ChunkSink.Kind kind, String more) {
    FrameSink sink =
        ChunkSink.read(
                kind,
                Stage.properties("{location: '" + folder.resolve("out") + "'" + more + "}"),
                new Arrivals())
            .orElseThrow();
    sink.open(stage.context());
    return sink;
  }

  private static Leaving frame(
      String sourceId, String media, byte[] bytes, long pts, FrameRegion... objects) {
    return new Leaving(
        sourceId,
        media + ", width=(int)8, height=(int)6",
        pts,
        -1,
        100,
        true,
        List.of(objects),
        bytes);
  }

  private static Leaving jpeg(String sourceId, long pts, FrameRegion... objects) {
    return frame(sourceId, "image/jpeg", JPEG, pts, objects);
  }

  private List<String> written() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> names.add(folder.resolve("out").relativize(file).toString()));
    }
    names.sort(String::compareTo);
    return names;
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve("out").resolve(name));
  }

  @Test
  void shouldWritePicturesAsTheyAreWithALineForEach() throws Exception {
    try (FrameSink sink = sink("")) {
      sink.frame(jpeg("camera", 0, CAR));
      sink.frame(frame("camera", "image/png", PNG, 100));
      sink.end("camera");
    }

    assertThat(written())
        .containsExactly("camera/0000.jsonl", "camera/0000/000000.jpeg", "camera/0000/000001.png");
    assertThat(bytes("camera/0000/000000.jpeg")).isEqualTo(JPEG);
    assertThat(bytes("camera/0000/000001.png")).isEqualTo(PNG);
    assertThat(new String(bytes("camera/0000.jsonl"), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"source_id":"camera","pts_ns":0,"duration_ns":100,"keyframe":true,"width":8,"height":6,\
            "file":"0000/000000.jpeg","objects":[{"label":"car","track_id":3,"confidence":0.5,\
            "box":{"xc":12.0,"yc":23.0,"width":4.0,"height":6.0}}]}
            {"source_id":"camera","pts_ns":100,"duration_ns":100,"keyframe":true,"width":8,"height":6,\
            "file":"0000/000001.png","objects":[]}
            """);
    assertThat(stage.count("image_files_frames", "camera")).isEqualTo(2);
    assertThat(stage.count("image_files_chunks", "camera")).isEqualTo(1);
  }

  @Test
  void shouldWriteOverNothingThatIsThere() throws Exception {
    Path of = Files.createDirectories(folder.resolve("out/camera"));
    Files.writeString(of.resolve("0004.mkv"), "a video of somebody else");
    for (int run = 0; run < 2; run++) {
      try (FrameSink sink = sink("")) {
        sink.frame(jpeg("camera", 0));
      }
    }

    assertThat(written())
        .containsExactly(
            "camera/0004.mkv",
            "camera/0005.jsonl",
            "camera/0005/000000.jpeg",
            "camera/0006.jsonl",
            "camera/0006/000000.jpeg");
    assertThat(of.resolve("0004.mkv")).hasContent("a video of somebody else");
  }

  @Test
  void shouldBeginAChunkWhenOneIsFull() throws Exception {
    try (FrameSink sink = sink(", chunk_size: 2")) {
      for (int i = 0; i < 3; i++) {
        sink.frame(jpeg("camera", i));
      }
    }

    assertThat(written())
        .containsExactly(
            "camera/0000.jsonl",
            "camera/0000/000000.jpeg",
            "camera/0000/000001.jpeg",
            "camera/0001.jsonl",
            "camera/0001/000000.jpeg");
    assertThat(stage.count("image_files_chunks", "camera")).isEqualTo(2);
  }

  @Test
  void shouldKeepSourcesApartThatComeMixed() throws Exception {
    try (FrameSink sink = sink(", skip_frames_without_objects: true")) {
      sink.frame(jpeg("a", 0, CAR));
      sink.frame(jpeg("b", 0, CAR));
      sink.frame(jpeg("a", 1));
      sink.frame(jpeg("a", 2, CAR));
      sink.end("b");
    }

    assertThat(written())
        .containsExactly(
            "a/0000.jsonl",
            "a/0000/000000.jpeg",
            "a/0000/000001.jpeg",
            "b/0000.jsonl",
            "b/0000/000000.jpeg");
  }

  @Test
  void shouldBeginNoVideoFileForFramesWithoutATimestamp() throws Exception {
    try (FrameSink sink = sink(ChunkSink.Kind.VIDEO, "")) {
      sink.frame(jpeg("camera", IncomingFrame.NO_TIME));
      sink.end("camera");
    }

    assertThat(written()).isEmpty();
    assertThat(stage.count("video_files_frames", "camera")).isZero();
    assertThat(stage.count("video_files_chunks", "camera")).isZero();
  }

  @Test
  void shouldWritePicturesWithoutATimestamp() throws Exception {
    try (FrameSink sink = sink("")) {
      sink.frame(jpeg("camera", IncomingFrame.NO_TIME));
    }

    assertThat(written()).containsExactly("camera/0000.jsonl", "camera/0000/000000.jpeg");
  }

  @ParameterizedTest
  @CsvSource({
    "city-traffic, city-traffic",
    "cam.1, cam.1",
    "a/b, a%2Fb",
    "a%2Fb, a%252Fb",
    "., %2E",
    ".., %2E.",
    "../x, %2E.%2Fx",
    "ä b, %C3%A4%20b"
  })
  void shouldNameAFolderForEachSourceThatIsInTheLocation(String sourceId, String name) {
    assertThat(Chunk.folderName(sourceId)).isEqualTo(name);
    assertThat(folder.resolve(name).normalize().getParent()).isEqualTo(folder);
  }

  @Test
  void shouldSayWhatItCannotWrite() throws Exception {
    try (FrameSink sink = sink("")) {
      assertThatThrownBy(() -> sink.frame(frame("a", "video/x-h264", PNG, 0)))
          .hasMessage(
              "must be decoded, or JPEG or PNG: caps=video/x-h264, width=(int)8, height=(int)6");
      assertThatThrownBy(() -> sink.frame(jpeg("", 0)))
          .hasMessage("the source of a frame is not known");
    }
  }

  @Test
  void shouldSayWhatIsWrongWithItsProperties() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Section properties =
        Stage.properties(
            "{location: '" + file + "', chunk_size: -1, skip_frames_without_objects: 7}");

    assertThat(ChunkSink.read(ChunkSink.Kind.IMAGES, properties, new Arrivals())).isEmpty();

    assertThat(properties.problems().list())
        .extracting(problem -> problem.toString().replaceFirst("^test.yml:\\d+:\\d+: ", ""))
        .containsExactlyInAnyOrder(
            "location: must be a folder: location=" + file,
            "chunk_size: expected a whole number from 0 to 1000000 (found -1)",
            "skip_frames_without_objects: expected true or false (found 7)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          video/x-h264, stream-format=(string)byte-stream, alignment=(string)au         | h264parse !
          video/x-h264, stream-format=(string)avc, alignment=(string)au, codec_data=(buffer)01 | ''
          video/x-h265, stream-format=(string)byte-stream                               | h265parse !
          image/jpeg, width=(int)8                                                      | ''
          image/png, width=(int)8                                | pngdec ! videoconvert ! jpegenc quality=90 !
          video/x-raw, format=(string)RGBA                       | videoconvert ! jpegenc quality=90 !
          video/x-vp9                                            | ''
          """)
  void shouldPutOnlyInFrontOfAVideoFileWhatItsFormatNeeds(String caps, String elements) {
    assertThat(VideoFile.before(caps).strip()).isEqualTo(elements);
  }
}
