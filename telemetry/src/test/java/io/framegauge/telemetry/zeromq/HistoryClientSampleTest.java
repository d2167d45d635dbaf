package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The example for newcomers does what it says.
@Timeout(60)
class HistoryClientSampleTest {
  private static final Path SAMPLE = Path.of("..", "samples", "history_client.py");

  @Test
  void shouldPrintTheNewestRecordsThenFollowThroughARestart() throws Exception {
    RecordedRun run = new RecordedRun("one", 100).cut(8);
    HistoryServer first = run.serve();
    try (Python sample = Python.startFile(SAMPLE.toString(), first.endpoint())) {
      try (first) {
        assertThat(sample.lines(5))
            .containsExactly(
                "3 timestamp frames=30 objects=60",
                "4 frame frames=40 objects=80",
                "5 frame frames=50 objects=100",
                "6 timestamp frames=60 objects=120",
                "7 frame frames=70 objects=140");
        run.cut(2);
        assertThat(sample.lines(2))
            .containsExactly("8 frame frames=80 objects=160", "9 timestamp frames=90 objects=180");
      }
      try (HistoryServer second = new RecordedRun("two", 100).cut(2).serve(first.endpoint())) {
        assertThat(second.endpoint()).isEqualTo(first.endpoint());
        assertThat(sample.lines(2))
            .containsExactly("0 initial frames=0 objects=0", "1 frame frames=10 objects=20");
      }
    }
  }

  @Test
  void shouldFitOnAPage() throws Exception {
    assertThat(Files.readAllLines(SAMPLE)).hasSizeLessThanOrEqualTo(30);
  }
}
