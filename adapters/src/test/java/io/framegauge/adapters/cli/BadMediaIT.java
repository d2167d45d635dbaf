package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Videos that are not there, not readable, not videos, or not whole.
final class BadMediaIT {
  private static final Pattern MISSING =
      Pattern.compile(
          "the stream ended at ([0-9.]+) s, but its container says 79\\.5 s: ([0-9.]+) s"
              + " \\(51 %\\) are missing, the file may be cut off");

  @TempDir private Path folder;
  private Product.Start start;

  @BeforeEach
  void write() throws IOException {
    start =
        Product.Start.in(folder)
            .withFile(
                "m.yml",
                """
                name: media
                parameters: {telemetry: {metrics: {frame_period: 100}}}
                pipeline:
                  source: {element: uridecodebin, name: camera, properties: {uri: "${oc.env:SOURCE_URI}"}}
                  elements: [{element: queue, name: ingress}]
                  sink: {element: fakesink, name: sink}
                """)
            .withFile("text.avi", "This is a text, and no video at all.\n")
            .withFile("empty.avi", "");
    byte[] random = new byte[100_000];
    new Random(7).nextBytes(random);
    Files.write(folder.resolve("random.avi"), random);
    byte[] video = Files.readAllBytes(Product.VIDEO);
    Files.write(folder.resolve("header.avi"), Arrays.copyOf(video, 2_000));
    Files.write(folder.resolve("half.avi"), Arrays.copyOf(video, 4_000_000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nope.avi         | no such file: uri=nope.avi
          file:///nope.avi | no such file: uri=file:///nope.avi
          .                | must be a file, not a folder: uri=.
          """)
  void shouldRefuseAVideoThatIsNotThere(String uri, String told) {
    Product.Done done = start.with("SOURCE_URI", uri).toEnd("run", "m.yml");

    assertThat(done.refusedWith(2))
        .containsExactly(
            "m.yml:4:67: pipeline.source.properties.uri: "
                + told
                + " (from the environment variable SOURCE_URI)");
  }

  @Test
  void shouldRefuseAVideoThatIsNotNamed() {
    assertThat(start.toEnd("run", "m.yml").refusedWith(2))
        .containsExactly(
            "m.yml:4:67: pipeline.source.properties.uri: the environment variable SOURCE_URI is"
                + " not set and has no default");
  }

  @Test
  void shouldRefuseAVideoThatMayNotBeRead() throws IOException {
    Path secret = Files.copy(Product.VIDEO, folder.resolve("secret.avi"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    // a superuser may read everything, unless that power is taken from it
    List<String> before =
        Files.isReadable(secret)
            ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search")
            : List.of();

    Product.Done done = start.with("SOURCE_URI", "secret.avi").behind(before).toEnd("run", "m.yml");

    assertThat(done.refusedWith(2))
        .containsExactly(
            "m.yml:4:67: pipeline.source.properties.uri: the file may not be read: uri=secret.avi"
                + " (from the environment variable SOURCE_URI)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text.avi       | camera/decodebin0/typefind: Could not determine type of stream.
          random.avi     | camera/decodebin0/typefind: Could not determine type of stream.
          empty.avi      | camera/decodebin0/typefind: Stream contains no data.
          header.avi     | camera/decodebin0/avidemux0: Could not demultiplex stream.
          /proc/self/mem | camera/source: Could not read from resource.
          nope://x       | camera: No URI handler implemented for "nope".
          """)
  void shouldFailOnWhatIsNoVideo(String uri, String told) {
    Product.Done done = start.with("SOURCE_URI", uri).toEnd("run", "m.yml");

    assertThat(done.exitCode()).as("%s", done).isEqualTo(1);
    assertThat(done.left()).isEmpty();
    assertThat(done.err().lines().filter(line -> line.startsWith("framegauge: ")))
        .singleElement()
        .asString()
        .startsWith("framegauge: the pipeline failed: " + told);
    assertThat(done.err()).doesNotContain("\tat ");
  }

  @Test
  void shouldPlayWhatIsThereOfAVideoThatIsCutAndTellHowMuchIsMissing() {
    Product.Done done = start.with("SOURCE_URI", "half.avi").toEnd("run", "m.yml");

    assertThat(done.exitCode()).as("%s", done).isZero();
    Matcher warning = MISSING.matcher(done.err());
    assertThat(warning.find()).as("%s", done).isTrue();
    int frames = frames(done, "sink");
    double missing = (Product.VIDEO_FRAMES - frames) / 10.0; // ten frames a second
    assertThat(frames).isBetween(300, 500);
    assertThat(Double.parseDouble(warning.group(2))).isCloseTo(missing, within(0.05));
    assertThat(Double.parseDouble(warning.group(1))).isCloseTo(frames / 10.0, within(0.05));
  }

  @Test
  void shouldSayNothingIsMissingOfAWholeVideo() {
    Product.Done done = start.with("SOURCE_URI", Product.VIDEO.toString()).toEnd("run", "m.yml");

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.err()).doesNotContain("missing", "WARN");
    assertThat(frames(done, "sink")).isEqualTo(Product.VIDEO_FRAMES);
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  /// The frames of a stage in the table of totals.
  private static int frames(Product.Done done, String stage) {
    return done.out()
        .lines()
        .filter(line -> line.startsWith(stage + " "))
        .mapToInt(line -> Integer.parseInt(line.split(" +", -1)[2]))
        .sum();
  }
}
