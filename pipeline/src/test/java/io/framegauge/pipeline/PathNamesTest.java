package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathNamesTest {
  private final PathNames names = new PathNames(2);

  @Test
  void shouldTakeAsMuchOfThePathAsIsNeeded() {
    assertThat(names.enter("queue", true)).isEqualTo("queue");
    assertThat(names.enter("a/queue", true)).isEqualTo("a/queue");
    assertThat(names.enter("b/a/queue", true)).isEqualTo("b/a/queue");
    assertThat(names.enter("b/a/sink", true)).isEqualTo("sink");
    assertThat(names.enter("a/x", false)).isEqualTo("a/x");
    assertThat(names.enter("y", false)).isEqualTo("y");
  }

  @Test
  void shouldNumberANameThatTheUserGaveToAnother() {
    names.enter("queue", "videotestsrc0");

    assertThat(names.enter("videotestsrc0", true)).isEqualTo("videotestsrc0#2");
  }

  @Test
  void shouldKeepTheNameOfWhatIsGoneForAWhile() {
    names.enter("a/queue", true);
    names.leave("a/queue");

    assertThat(names.enter("b/queue", true)).isEqualTo("b/queue");
    assertThat(names.enter("a/queue", true)).isEqualTo("queue");
  }

  @Test
  void shouldForgetTheNameOfWhatIsGoneForLong() {
    names.enter("a/queue", true);
    names.leave("a/queue");
    for (String other : new String[] {"x", "y"}) {
      names.enter(other, true);
      names.leave(other);
    }

    assertThat(names.enter("b/queue", true)).isEqualTo("queue");
  }
}
