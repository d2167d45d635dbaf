package io.framegauge.adapters.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.adapters.buffer.Admission.Verdict;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
  private static Verdict frame(Admission admission, long frames) {
    return admission.judge(Kind.FRAME, new Waiting(frames, 0, 0, 0));
  }

  @Test
  void shouldDropFramesFromFullDownToTheThreshold() {
    Admission admission = new Admission(10, 5, 80);

    assertThat(frame(admission, 9)).isEqualTo(Verdict.ADMITTED);
    assertThat(frame(admission, 10)).isEqualTo(Verdict.THRESHOLD);
    assertThat(frame(admission, 9)).isEqualTo(Verdict.THRESHOLD);
    assertThat(frame(admission, 8)).isEqualTo(Verdict.ADMITTED);
    assertThat(frame(admission, 9)).isEqualTo(Verdict.ADMITTED);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 80", "1, 100", "2, 0", "2, 40", "100, 0", "100, 100", "1000, 80"})
  void shouldOpenAgainWhateverTheSettings(long length, int percent) {
    Admission admission = new Admission(length, 1, percent);
    assertThat(frame(admission, length)).isEqualTo(Verdict.THRESHOLD);

    long[] opens =
        LongStream.iterate(length - 1, frames -> frames >= 0, frames -> frames - 1)
            .filter(frames -> frame(admission, frames) == Verdict.ADMITTED)
            .limit(1)
            .toArray();

    assertThat(opens).containsExactly(Math.min(length - 1, length * percent / 100));
  }

  @Test
  void shouldNeverDropWhatEndsAStream() {
    Admission admission = new Admission(1, 1, 80);
    Waiting full = new Waiting(1000, 1000, 1000, 0);

    assertThat(admission.judge(Kind.VITAL, full)).isEqualTo(Verdict.ADMITTED);
    assertThat(admission.judge(Kind.SERVICE, full)).isEqualTo(Verdict.RESERVE);
    assertThat(admission.judge(Kind.FRAME, full)).isEqualTo(Verdict.THRESHOLD);
  }

  @Test
  void shouldKeepTheReserveApartFromFrames() {
    Admission admission = new Admission(1, 2, 80);

    assertThat(admission.judge(Kind.SERVICE, new Waiting(1, 1, 9, 0))).isEqualTo(Verdict.ADMITTED);
    assertThat(admission.judge(Kind.SERVICE, new Waiting(0, 2, 0, 0))).isEqualTo(Verdict.RESERVE);
    assertThat(frame(admission, 0)).isEqualTo(Verdict.ADMITTED);
  }
}
