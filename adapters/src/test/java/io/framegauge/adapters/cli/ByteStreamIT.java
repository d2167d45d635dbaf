package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// H.264 and H.265 of an MP4 file reach a peer that knows byte streams only, held against what
/// GStreamer's own parsers make of the file.
class ByteStreamIT {
  private static final int FRAMES = 30;
  private static final int PIXELS_BYTES = 64 * 48 * 3 / 2;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "openh264enc gop-size=8, h264, h264, 7, 9",
    "x265enc key-int-max=8 option-string=open-gop=0, h265, hevc, 32, 35" // with frames that are
    // shown later
  })
  void shouldReachAPeerThatCanBeginAtAnyKeyFrame(
      String encoder, String format, String codec, int firstApart, int lastApart)
      throws IOException {
    Media media = new Media(folder);
    Path video = folder.resolve("video.mp4");
    media.launch(
        "videotestsrc pattern=ball num-buffers=%d ! video/x-raw,format=I420,width=64,height=48,framerate=25/1 ! %s ! %sparse ! mp4mux ! filesink location=%s"
            .formatted(FRAMES, encoder, format, video));

    List<JsonObject> frames = sent(video);

    assertThat(frames).hasSize(FRAMES);
    assertThat(frames)
        .allSatisfy(frame -> {
          JsonObject told = told(frame);
          assertThat(told.get("codec").getAsString()).isEqualTo(codec);
          assertThat(caps(told))
              .contains("stream-format=(string)byte-stream")
              .doesNotContain("codec_data");
        });
    // delimiters and parameter sets apart, of which parsers and files have as many as they please
    Predicate<String> isPicture =
        unit -> type(unit, format) < firstApart || type(unit, format) > lastApart;
    assertThat(units(stream(frames)).stream().filter(isPicture))
        .containsExactlyElementsOf(
            units(parsed(media, video, format)).stream().filter(isPicture).toList());
    byte[] pixels = media.pixels(video);
    assertThat(decoded(media, frames, format)).hasSize(FRAMES * PIXELS_BYTES).isEqualTo(pixels);
    int second = secondKeyFrame(frames);
    assertThat(decoded(media, frames.subList(second, FRAMES), format))
        .isEqualTo(Arrays.copyOfRange(pixels, second * PIXELS_BYTES, pixels.length));
  }

  /// The frames as a peer gets them that has no line in common with the product.
  private List<JsonObject> sent(Path video) {
    Product.build(); // before the peer waits
    try (Child peer = Python.start(folder, "wire.py", "", "read", "router", "" + (FRAMES + 1))) {
      Await.until(
          "the peer listens",
          Child.PATIENCE,
          () -> !peer.isAlive() || !peer.outLines().isEmpty(),
          peer::toString);
      Product.Done done =
          Product.Start.in(folder)
              .with("ZMQ_ENDPOINT", "dealer+connect:" + peer.outLines().getFirst())
              .with("LOCATION", video.toString())
              .with("SOURCE_ID", "camera")
              .toEnd("adapter", "video-files");
      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(peer.exitCode()).as("%s", peer).isZero();
      return peer.outLines().stream()
          .filter(line -> line.startsWith("{"))
          .map(line -> JsonParser.parseString(line).getAsJsonObject())
          .filter(line -> line.getAsJsonObject("message").has("video_frame"))
          .toList();
    }
  }

  private static JsonObject told(JsonObject frame) {
    return frame.getAsJsonObject("message").getAsJsonObject("video_frame");
  }

  private static String caps(JsonObject told) {
    String value =
        told.getAsJsonArray("attributes")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("values")
            .get(0)
            .getAsString();
    return new String(HexFormat.of().parseHex(value), StandardCharsets.UTF_8);
  }

  private static byte[] stream(List<JsonObject> frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (JsonObject frame : frames) {
      all.writeBytes(HexFormat.of().parseHex(frame.getAsJsonArray("payload").get(0).getAsString()));
    }
    return all.toByteArray();
  }

  private static int secondKeyFrame(List<JsonObject> frames) {
    int second = 1;
    while (!told(frames.get(second)).get("keyframe").getAsBoolean()) {
      second++;
    }
    return second;
  }

  /// What GStreamer's parser makes of the file for a peer of the same kind.
  private byte[] parsed(Media media, Path video, String format) throws IOException {
    Path to = folder.resolve("parsed");
    media.launch(
        "filesrc location=%s ! qtdemux ! %sparse config-interval=-1 ! video/x-%s,stream-format=byte-stream,alignment=au ! filesink location=%s"
            .formatted(video, format, format, to));
    return Files.readAllBytes(to);
  }

  private byte[] decoded(Media media, List<JsonObject> frames, String format) throws IOException {
    Path stream = Files.write(folder.resolve("stream"), stream(frames));
    Path to = folder.resolve("decoded");
    media.launch(
        "filesrc location=%s ! %sparse ! avdec_%s ! videoconvert ! video/x-raw,format=I420 ! filesink location=%s"
            .formatted(stream, format, format, to));
    return Files.readAllBytes(to);
  }

  /// The NAL units of a byte stream in hexadecimal: what stands between start codes of three bytes,
  /// without the zeros that may stand behind a unit.
  private static List<String> units(byte[] stream) {
    // each byte a character, so that the text can be cut as the bytes would be
    String text = new String(stream, StandardCharsets.ISO_8859_1);
    return Arrays.stream(text.split("\u0000\u0000\u0001", -1))
        .map(unit -> unit.replaceFirst("\u0000+$", ""))
        .filter(unit -> !unit.isEmpty())
        .map(unit -> HexFormat.of().formatHex(unit.getBytes(StandardCharsets.ISO_8859_1)))
        .toList();
  }

  private static int type(String unit, String format) {
    int first = HexFormat.fromHexDigits(unit, 0, 2);
    return format.equals("h264") ? first & 0x1f : first >> 1 & 0x3f;
  }
}
