package io.framegauge.pipeline.gst;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.freedesktop.gstreamer.Gst;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoInfoTest {
  @BeforeAll
  static void init() {
    Gst.init("framegauge");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          video/x-raw, format=RGB, width=768, height=576                    | 1327104
          video/x-raw, format=(string)RGB, width=(int)2, height=(int)1      | 8
          video/x-raw(memory:SystemMemory), format=NV12, width=64, height=2 | 192
          image/jpeg, width=2, height=1                                     | 0
          video/x-h264, stream-format=byte-stream, alignment=au             | 0
          """)
  void shouldTellHowManyBytesAFrameHasAtLeast(String caps, long bytes) {
    assertThat(VideoInfo.leastBytes(caps)).isEqualTo(OptionalLong.of(bytes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image/jpeg, width=(int
          image/jpeg, width=[ 1, 2 ]
          image/jpeg; image/png
          video/x-raw, format=RGB
          video/x-raw, format=RGB, width=-2, height=1
          video/x-raw, format=NONE, width=2, height=1
          video/x-raw, format=RGB, width=2000000000, height=2000000000
          """)
  void shouldTakeNothingElseForAFormat(String text) {
    assertThat(VideoInfo.leastBytes(text)).isEmpty();
  }
}
