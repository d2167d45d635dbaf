package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObservationLogTest {
  private long nowNanos = 42;
  private final ObservationLog log = new ObservationLog(Path.of("x.telemetry"), () -> nowNanos);

  private void pass(Duration time) {
    nowNanos += time.toNanos();
  }

  @Test
  void shouldTellTroubleAgainEveryTenMinutes() {
    assertThat(log.isNews("no such file", true)).isTrue();
    pass(Duration.ofSeconds(599));
    assertThat(log.isNews("no such file", true)).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(log.isNews("no such file", true)).isTrue();
    assertThat(log.isNews("no such file", true)).isFalse();
  }

  @Test
  void shouldTellAChangeAtOnceAndWhatIsWellOnlyOnce() {
    assertThat(log.isNews("no such file", true)).isTrue();
    assertThat(log.isNews("live", false)).isTrue();
    pass(Duration.ofDays(1));
    assertThat(log.isNews("live", false)).isFalse();
    assertThat(log.isNews("gone", true)).isTrue();
    assertThat(log.isNews("live", false)).isTrue();
  }
}
