package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.glib.GError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchTextTest {
  @BeforeAll
  static void init() {
    GStreamer.init();
  }

  private static List<String> problems(String text) {
    return new LaunchText(new FactoryNames()).problems(text);
  }

  /// What GStreamer itself takes without a word is not to be refused.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "videotestsrc pattern=ball ! fakesink videotestsrc pattern=snow ! fakesink",
        "videotestsrc ! tee name=t ! fakesink t. ! queue max-size-buffers=2 ! fakesink",
        "videotestsrc ! tee name=t fakesrc num-buffers=1 ! fakesink t.src_0 ! fakesink sync=true",
        "fakesink name=f fakesrc sizetype=fixed ! f.sink",
        "videotestsrc ! tee name=t ! fakesink t. ! fakesink name=g videotestsrc pattern=ball ! fakesink",
        "videotestsrc ! video/x-raw, width=10, height = 10 ! fakesink",
        "videotestsrc ! capsfilter caps=\"video/x-raw, width=10\" ! fakesink",
        "videotestsrc ! capsfilter caps=video/x-raw,\\ width=10 ! fakesink",
        "videotestsrc num-buffers = 5 ! identity silent = true ! fakesink",
        "( videotestsrc ! capsfilter caps=\"video/x-raw, width=10\") ! fakesink",
        "filesrc location=\"say \\\"pattern=x\\\" it's\" ! fakesink",
        "playbin uri=file:///x video-sink=fakesink",
        "playbin uri=file:///x video-sink=\"identity ! fakesink sync=true\" mute=true",
      })
  void shouldFindNothingWrongWithWhatGStreamerTakes(String text) {
    List<GError> errors = new ArrayList<>();
    Gst.parseLaunch(text, errors);

    assertThat(errors).isEmpty();
    assertThat(problems(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          videotestsrc ! fakesink videotestsrc patern=snow ! fakesink | unknown property of videotestsrc: patern. Did you mean "pattern"?
          fakesrc ! fakesink videotestsrc num-buffers=-3 ! fakesink   | out of range (-1 to 2147483647): num-buffers=-3
          fakesrc num-buffers = many ! fakesink                       | must be a whole number (-1 to 2147483647): num-buffers=many
          fakesrc ! fakesink sync=ma\\ ybe                            | must be true or false: sync=ma ybe
          playbin video-sink=fakesink mute=maybe                      | must be true or false: mute=maybe
          playbin video-snk=fakesink                                  | unknown property of playbin: video-snk. Did you mean "video-sink"?
          """)
  void shouldCheckTheElementThatAPropertyBelongsTo(String text, String told) {
    assertThat(problems(text)).containsExactly(told);
  }

  @Test
  void shouldCheckNoElementForAPropertyBehindWhatIsNone() {
    assertThat(problems("fakesrc ! tee name=t nosuchelement pattern=ball")).isEmpty();
    assertThat(problems("fakesrc ! fakesink t.src_0 pattern=ball")).isEmpty();
  }

  @Test
  void shouldReadALongWord() {
    assertThat(problems("filesrc location=" + "a\\ ".repeat(500) + "b".repeat(100_000))).isEmpty();
  }
}
