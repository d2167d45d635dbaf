package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          text=hello world            | text="hello world"
          location=my video.mkv       | location="my video.mkv"
          s::text=hello world         | s::text="hello world"
          text=say "hi there" c:\\d | text="say \\"hi there\\" c:\\\\d"
          text="a" and "b"            | text="\\"a\\" and \\"b\\""
          text=it's a test            | text="it's a test"
          """)
  void shouldQuoteAValueWithSpaces(String argument, String word) {
    assertThat(LaunchWords.text(List.of("textoverlay", argument, "!")))
        .isEqualTo("textoverlay " + word + " !");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text=\"hello world\"",
        "text='hello world'",
        "text=hello\\ world",
        "text=hello",
        "video/x-raw, width=10",
        "video/x-raw,format=RGB, width=10",
        "videotestsrc num-buffers=5",
        "t. ! queue"
      })
  void shouldLeaveWhatNeedsNoQuotes(String argument) {
    assertThat(LaunchWords.text(List.of("!", argument, "!"))).isEqualTo("! " + argument + " !");
  }

  @Test
  void shouldLeaveCapsUpToTheNextLink() {
    assertThat(
            LaunchWords.text(
                List.of(
                    "video/x-raw,", "framerate=(fraction) 30/1", "!", "filesink", "location=a b")))
        .isEqualTo("video/x-raw, framerate=(fraction) 30/1 ! filesink location=\"a b\"");
  }

  @Test
  void shouldTakeASingleArgumentForTheText() {
    assertThat(LaunchWords.text(List.of("name=a b"))).isEqualTo("name=a b");
  }
}
