package io.framegauge.adapters.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "video/x-h264, stream-format=(string)avc, alignment=(string)au | h264",
        "video/x-h265 | hevc",
        "image/jpeg, width=(int)2 | jpeg",
        "video/x-divx, divxversion=(int)3 | divx",
        "video/x-raw, format=(string)RGB, width=(int)2 | raw-rgb24",
        "video/x-raw(memory:SystemMemory), format=(string)RGBA | raw-rgba",
        "video/x-raw, width=(int)2, format=(string)NV12, colorimetry=(string)bt601 | raw-nv12"
      })
  void shouldNameCodecsAsTheReferenceDoes(String caps, String codec) {
    assertThat(Formats.codec(caps)).isEqualTo(codec);
  }

  @Test
  void shouldReadSizeAndRate() {
    String caps = "video/x-h264, width=(int)640, height=(int)480, framerate=(fraction)30000/1001";

    assertThat(Formats.width(caps)).isEqualTo(640);
    assertThat(Formats.height(caps)).isEqualTo(480);
    assertThat(Formats.framerate(caps)).isEqualTo("30000/1001");
    assertThat(Formats.framerate("image/jpeg")).isEqualTo("0/1");
  }

  @Test
  void shouldKnowCapsOfTheReferencesCodecsOnly() {
    assertThat(Formats.caps("raw-rgba", 2, 1, "0/0"))
        .hasValue("video/x-raw, format=RGBA, width=2, height=1");
    assertThat(Formats.caps("divx", 2, 1, "10/1")).isEmpty();
  }
}
