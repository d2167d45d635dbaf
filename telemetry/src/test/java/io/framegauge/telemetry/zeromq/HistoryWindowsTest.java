package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class HistoryWindowsTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration LAG = Duration.ofMillis(100);
  private static final Duration HORIZON = Duration.ofSeconds(10);
  private static final String ANY_PORT = "tcp://127.0.0.1:*";

  private final AtomicLong now = new AtomicLong(1000);
  private final StampedRun run = new StampedRun("r1", 20, 900);
  private HistoryServer server = run.serve(ANY_PORT);
  private final HistoryClient client = HistoryClient.connect(server.endpoint(), DEADLINE);
  private final HistoryWindows windows =
      client.windows(1000, LAG, HORIZON, () -> Instant.ofEpochMilli(now.get()));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private void frame(long tsMillis) {
    run.cut(RecordType.FRAME, tsMillis);
  }

  private String next(long nowMillis) {
    now.set(nowMillis);
    return told(windows.next());
  }

  private static String told(HistoryWindow window) {
    String span = window.run() + " [" + window.fromMillis() + "," + window.toMillis() + ")";
    return switch (window) {
      case HistoryWindow.Read read ->
          span
              + " "
              + ids(read.records())
              + (read.late().isEmpty() ? "" : " late " + ids(read.late()));
      case HistoryWindow.Refused refused -> span + " refused: " + refused.reason();
    };
  }

  private static List<Long> ids(List<StatRecord> records) {
    return records.stream().map(StatRecord::id).toList();
  }

  @Test
  void shouldReadWindowsThatAbut() {
    frame(999);
    frame(1000);
    frame(1100);
    assertThat(next(1050)).isEqualTo(" [1000,1000) []");
    assertThat(next(1200)).isEqualTo("r1 [1000,1100) [1]");
    assertThat(next(1200)).isEqualTo("r1 [1100,1100) []");
    assertThat(next(1150)).isEqualTo("r1 [1100,1100) []");
    assertThat(next(1201)).isEqualTo("r1 [1100,1101) [2]");
    frame(1101);
    frame(1300);
    assertThat(next(1500)).isEqualTo("r1 [1101,1400) [3, 4]");
    assertThat(next(1600)).isEqualTo("r1 [1400,1500) []");
  }

  @Test
  void shouldWaitForARecordThatIsStampedBeforeItIsWritten() {
    StampedRun.Open slow = run.open(RecordType.FRAME, 1010);
    run.cut(RecordType.TIMESTAMP, 1005);
    slow.complete();
    assertThat(next(1130)).isEqualTo("r1 [1000,1030) [0, 1]");
  }

  @Test
  void shouldGiveARecordThatTookLongerThanTheLagOnceAsLate() {
    run.cut(RecordType.TIMESTAMP, 1001);
    StampedRun.Open slow = run.open(RecordType.FRAME, 1010);
    run.cut(RecordType.TIMESTAMP, 1020);
    assertThat(next(1150)).isEqualTo("r1 [1000,1050) [0]");
    slow.complete();
    assertThat(next(1160)).isEqualTo("r1 [1050,1060) []");
    run.cut(RecordType.TIMESTAMP, 1100);
    assertThat(next(1250)).isEqualTo("r1 [1060,1150) [3] late [1, 2]");
    frame(1160);
    assertThat(next(1300)).isEqualTo("r1 [1150,1200) [4]");
  }

  @Test
  void shouldRefuseALateRecordBeyondTheHorizon() {
    frame(1001);
    StampedRun.Open slow = run.open(RecordType.TIMESTAMP, 1010);
    assertThat(next(1200)).isEqualTo("r1 [1000,1100) [0]");
    assertThat(next(11_000)).isEqualTo("r1 [1100,10900) []");
    slow.complete();
    frame(11_000);
    assertThat(next(11_200)).isEqualTo("r1 [10900,11100) [2]");
    assertThat(next(11_300))
        .isEqualTo(
            "r1 [1010,1011) refused: record 1 was written when it was older than the horizon");
    assertThat(next(11_300)).isEqualTo("r1 [11100,11200) []");
  }

  @Test
  void shouldNotTakeRecordsOfALaterWindowForLate() {
    frame(1000);
    run.cut(RecordType.TIMESTAMP, 1200);
    frame(1050);
    assertThat(next(1200)).isEqualTo("r1 [1000,1100) [0, 2]");
    assertThat(next(1400)).isEqualTo("r1 [1100,1300) [1]");
    frame(1350);
    assertThat(next(1500)).isEqualTo("r1 [1300,1400) [3]");
  }

  @Test
  void shouldRefuseWhatIsOlderThanTheHorizon() {
    frame(1500);
    frame(20_500);
    assertThat(next(30_000)).isEqualTo(" [1000,20000) refused: older than the horizon of 10000 ms");
    assertThat(next(30_000)).isEqualTo("r1 [20000,29900) [1]");
  }

  @Test
  void shouldRefuseWhatWasOverwritten() {
    LongStream.range(0, 50).forEach(n -> frame(1000 + n));
    assertThat(next(1200))
        .isEqualTo(
            "r1 [1000,1031) refused: the module has overwritten records before they were read");
    assertThat(next(1200)).isEqualTo("r1 [1031,1100) " + LongStream.range(31, 50).boxed().toList());
    LongStream.range(50, 100).forEach(n -> frame(1100));
    assertThat(next(1200)).isEqualTo("r1 [1100,1100) []");
    assertThat(next(1300))
        .isEqualTo(
            "r1 [1100,1101) refused: the module has overwritten records before they were read");
  }

  @Test
  void shouldTellOfASingleRecordThatWasOverwritten() {
    frame(1001);
    StampedRun.Open slow = run.open(RecordType.TIMESTAMP, 1010);
    assertThat(next(1150)).isEqualTo("r1 [1000,1050) [0]");
    slow.complete();
    LongStream.range(0, 20).forEach(n -> frame(1045 + n));
    assertThat(next(1160))
        .endsWith("[1050,1060) [7, 8, 9, 10, 11, 12, 13, 14, 15, 16] late [2, 3, 4, 5, 6]");
    assertThat(next(1160))
        .isEqualTo("r1 [1060,1060) refused: record 1 was overwritten before it could be read");
  }

  @Test
  void shouldGoOnWithANewRun() {
    frame(1000);
    assertThat(next(1200)).isEqualTo("r1 [1000,1100) [0]");
    frame(1150);
    server.close();
    StampedRun anew = new StampedRun("r2", 20, 1170);
    server = anew.serve(client.endpoint());
    anew.cut(RecordType.INITIAL, 1171);
    anew.cut(RecordType.FRAME, 1190);
    assertThat(next(1300))
        .isEqualTo(
            "r2 [1100,1170) refused: the module has started anew: what run r1 wrote last cannot be"
                + " read");
    assertThat(next(1300)).isEqualTo("r2 [1170,1200) [0, 1]");
  }

  @Test
  void shouldRefuseAHorizonWithinTheLag() {
    assertThatThrownBy(() -> client.windows(0, LAG, LAG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the horizon must be longer than the lag: horizon=PT0.1S, lag=PT0.1S");
  }

  /// By the wall clock, two writers whose records take up to 150 ms: with a lag of 400 ms none is
  /// late, with a lag of 20 ms many are; either way each is given once.
  @Test
  void shouldGiveEveryRecordOnceWhileTwoLanesAreWritten() throws Exception {
    StampedRun busy = new StampedRun("r1", 100_000, System.currentTimeMillis());
    try (HistoryServer served = busy.serve(ANY_PORT);
        HistoryClient patient = HistoryClient.connect(served.endpoint(), DEADLINE);
        HistoryClient hasty = HistoryClient.connect(served.endpoint(), DEADLINE)) {
      long begin = System.currentTimeMillis();
      Reading wide = new Reading(patient.windows(begin, Duration.ofMillis(400), HORIZON));
      Reading narrow = new Reading(hasty.windows(begin, Duration.ofMillis(20), HORIZON));
      List<Thread> writers = busy.write(150);
      while (System.currentTimeMillis() - begin < 3000) {
        wide.next();
        narrow.next();
        LockSupport.parkNanos(7_000_000);
      }
      long written = busy.stop(writers);
      busy.cut(RecordType.FRAME, System.currentTimeMillis());
      Threads.await("all read", () -> wide.next() > written && narrow.next() > written);

      List<Long> all = LongStream.rangeClosed(0, written).boxed().toList();
      assertThat(narrow.ids).containsExactlyInAnyOrderElementsOf(all);
      assertThat(narrow.late).isPositive();
      assertThat(wide.ids).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  private static final class Reading {
    private final HistoryWindows windows;
    private final List<Long> ids = new ArrayList<>();
    private long end = -1;
    private long late;

    Reading(HistoryWindows windows) {
      this.windows = windows;
    }

    /// Reads a window; how many records there are by now.
    long next() {
      HistoryWindow.Read read = (HistoryWindow.Read) windows.next();
      assertThat(end == -1 || read.fromMillis() == end).as("windows abut").isTrue();
      end = read.toMillis();
      read.records().forEach(each -> ids.add(each.id()));
      read.late().forEach(each -> ids.add(each.id()));
      late += read.late().size();
      return ids.size();
    }
  }
}
