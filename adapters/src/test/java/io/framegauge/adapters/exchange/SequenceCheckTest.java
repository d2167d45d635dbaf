package io.framegauge.adapters.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceCheckTest {
  private final SequenceCheck check = new SequenceCheck();

  @Test
  void shouldTellHowManyAreMissingForEachSenderAndSource() {
    assertThat(check.next("a", "camera", 5)).isZero();
    assertThat(check.next("b", "camera", 9)).isZero();
    assertThat(check.next("a", "other", 1)).isZero();
    assertThat(check.next("a", "camera", 6)).isZero();
    assertThat(check.next("a", "camera", 10)).isEqualTo(3);
    assertThat(check.next("b", "camera", 10)).isZero();
  }

  @Test
  void shouldTellWhatComesAgain() {
    assertThat(check.next("a", "camera", 5)).isZero();
    assertThat(check.next("a", "camera", 5)).isEqualTo(-1);
  }

  @Test
  void shouldMissNothingWhenASenderBeginsAnewOrDoesNotCount() {
    check.next("a", "camera", 5);

    assertThat(check.next("a", "camera", 1)).isZero();
    assertThat(check.next("a", "camera", 0)).isZero();
    check.end("a", "camera");
    assertThat(check.next("a", "camera", 7)).isZero();
  }
}
