package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `samples/history_windows.py` against the real ring, while two threads cut records that are
/// complete up to 300 ms after they are stamped, and over a restart.
@Timeout(120)
class WindowsSampleTest {
  @Test
  void shouldPrintEveryRecordOnceAndGoOnWithANewRun() throws Exception {
    long begin = System.currentTimeMillis();
    StampedRun first = new StampedRun("r1", 100_000, begin);
    HistoryServer server = first.serve("tcp://127.0.0.1:*");
    try (Python sample = Python.sample("history_windows.py", server.endpoint())) {
      List<Thread> writers = first.write(300);
      List<String> printed = new ArrayList<>();
      while (printed.size() < 700) {
        printed.add(sample.line());
      }
      long written = first.stop(writers);
      while (printed.size() < written) {
        printed.add(sample.line());
      }
      server.close();
      assertThat(printed.stream().map(WindowsSampleTest::id))
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, written).boxed().toList());

      StampedRun second = new StampedRun("r2", 100, System.currentTimeMillis());
      try (HistoryServer anew = second.serve(server.endpoint())) {
        assertThat(anew.endpoint()).isEqualTo(server.endpoint());
        second.cut(RecordType.INITIAL, System.currentTimeMillis());
        second.cut(RecordType.FRAME, System.currentTimeMillis());
        assertThat(sample.line()).matches("refused until \\d+: the module started anew");
        assertThat(List.of(sample.line(), sample.line())).containsExactly("0 initial", "1 frame");
      }
    } finally {
      server.close();
    }
  }

  @Test
  void shouldRefuseWhatWasOverwritten() {
    StampedRun run = new StampedRun("r1", 10, System.currentTimeMillis() - 5000);
    long begin = System.currentTimeMillis() - 4000;
    LongStream.range(0, 50).forEach(n -> run.cut(RecordType.FRAME, begin + n));
    try (HistoryServer server = run.serve("tcp://127.0.0.1:*");
        Python sample = Python.sample("history_windows.py", server.endpoint())) {
      assertThat(sample.line()).isEqualTo("refused until " + (begin + 41) + ": overwritten");
      assertThat(sample.line()).isEqualTo("41 frame");
    }
  }

  private static Long id(String line) {
    return Long.valueOf(line.substring(0, line.indexOf(' ')));
  }
}
