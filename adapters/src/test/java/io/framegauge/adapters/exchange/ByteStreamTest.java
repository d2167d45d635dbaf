package io.framegauge.adapters.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.pipeline.port.OutgoingFrame;
import io.framegauge.telemetry.zeromq.RareLog;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Headers and frames written by hand, after the tables of the standards; real ones are in
/// ByteStreamIT.
class ByteStreamTest {
  private static final HexFormat HEX = HexFormat.of();

  /// Lengths of two bytes; the sets 67 01 and 68 02.
  private static final String AVC = "0142d00bfd e1 0002 6701 01 0002 6802".replace(" ", "");

  /// Lengths of four bytes; the sets 40 01 02, 42 01 03 and 44 01.
  private static final String HVC =
      "0101600000009000000000003ff000fcfdf8f800000f 03 a0 0001 0003 400102 a1 0001 0003 420103 a2 0001 0002 4401"
          .replace(" ", "");

  private static String caps(String media, String format, String header) {
    return "video/%s, stream-format=(string)%s, alignment=(string)au, codec_data=(buffer)%s, width=(int)64"
        .formatted(media, format, header);
  }

  private static String rewritten(String caps, String frame, boolean keyframe) {
    return HEX.formatHex(
        ByteStream.of(caps).orElseThrow().bytes(HEX.parseHex(frame.replace(" ", "")), keyframe));
  }

  private static String plain(String spaced) {
    return spaced.replace("|", "00000001").replace(" ", "");
  }

  @ParameterizedTest
  @CsvSource({
    // a key frame gets the parameter sets, behind its delimiter if there is one
    "true,  0003 650203,           | 6701 | 6802 | 650203",
    "true,  0002 09f0 0003 650203, | 09f0 | 6701 | 6802 | 650203",
    "false, 0003 410203,           | 410203",
    // one that brings its own keeps them alone
    "true,  0002 6709 0002 6809 0002 6502, | 6709 | 6809 | 6502",
    // damage: a length too long, none at all, a rest too short for a length
    "true,  00ff 6502,             | 6701 | 6802 | 6502",
    "false, 0000 0002 4102,        | 4102",
    "false, 0002 4102 00,          | 4102",
    "true,  '',                    ''"
  })
  void shouldWriteH264AsAByteStream(boolean keyframe, String frame, String expected) {
    assertThat(rewritten(caps("x-h264", "avc", AVC), frame, keyframe)).isEqualTo(plain(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "true,  00000003 260102,               | 400102 | 420103 | 4401 | 260102",
    "true,  00000003 460150 00000002 2601, | 460150 | 400102 | 420103 | 4401 | 2601",
    "false, 00000002 0201,                 | 0201",
    "true,  00000002 4201 00000002 2601,   | 4201 | 2601",
    // 4 GiB less one
    "false, ffffffff 0201,                 | 0201"
  })
  void shouldWriteH265AsAByteStream(boolean keyframe, String frame, String expected) {
    assertThat(rewritten(caps("x-h265", "hvc1", HVC), frame, keyframe)).isEqualTo(plain(expected));
  }

  @Test
  void shouldSaySoInTheCaps() {
    assertThat(ByteStream.of(caps("x-h264", "avc", AVC)).orElseThrow().caps())
        .isEqualTo(
            "video/x-h264, stream-format=(string)byte-stream, alignment=(string)au, width=(int)64");
  }

  /// A header that ends anywhere before its end is damaged.
  @Test
  void shouldNotReadAHeaderThatIsCut() {
    for (String[] whole : new String[][] {{"x-h264", "avc3", AVC}, {"x-h265", "hev1", HVC}}) {
      assertThat(ByteStream.of(caps(whole[0], whole[1], whole[2]))).isPresent();
      for (int length = 0; length < whole[2].length(); length += 2) {
        assertThat(ByteStream.of(caps(whole[0], whole[1], whole[2].substring(0, length))))
            .as("%s of %d digits", whole[0], length)
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "video/x-h264, stream-format=(string)avc, alignment=(string)au",
        "video/x-h264, stream-format=(string)avc, codec_data=(buffer)014"
      })
  void shouldSendAsItIsAndSayWhatHasNoHeader(String caps) {
    List<String> said = new ArrayList<>();
    ByteStreams streams = new ByteStreams(new RareLog(said::add, () -> 0));

    OutgoingFrame frame = leaving(caps);

    assertThat(streams.of(frame)).isSameAs(frame);
    assertThat(streams.of(frame)).isSameAs(frame);
    assertThat(said)
        .containsExactly(
            "frames are sent in the stream format of their container, whose header is missing or"
                + " damaged: caps="
                + caps);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "video/x-h264, stream-format=(string)byte-stream, alignment=(string)au",
        "video/mpeg, mpegversion=(int)4, codec_data=(buffer)01",
        "video/x-raw, format=(string)RGB",
        ""
      })
  void shouldSendWhatIsNoneOfThemAsItIs(String caps) {
    List<String> said = new ArrayList<>();
    OutgoingFrame frame = leaving(caps);

    assertThat(new ByteStreams(new RareLog(said::add, () -> 0)).of(frame)).isSameAs(frame);
    assertThat(said).isEmpty();
  }

  private static Leaving leaving(String caps) {
    return new Leaving("camera", caps, 0, 0, 40, true, List.of(), new byte[] {0, 1, 0x65});
  }
}
