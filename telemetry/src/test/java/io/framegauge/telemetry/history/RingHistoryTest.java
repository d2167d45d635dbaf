package io.framegauge.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of the queries, over the records 5 to 14 of which each has 10 times its id as `ts`: 15
/// were written, 10 are kept.
class RingHistoryTest {
  private static final long MAX = Long.MAX_VALUE;
  private static final long MIN = Long.MIN_VALUE;

  private final Ring ring = new Ring(10);

  @BeforeEach
  void write() {
    for (int id = 0; id < 15; id++) {
      ring.write(id % 2 == 0 ? RecordType.FRAME : RecordType.TIMESTAMP, id * 10L);
    }
  }

  private static String shown(Page page) {
    assertThat(page.oldestId()).isEqualTo(5);
    assertThat(page.newestId()).isEqualTo(14);
    String ids =
        page.records().stream()
            .map(StatRecord::id)
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    return ids + (page.gap() ? " gap" : "") + (page.more() ? " more" : "");
  }

  @ParameterizedTest
  @CsvSource({
    "3, MAX, 14 13 12 more",
    "10, MAX, 14 13 12 11 10 9 8 7 6 5",
    "100, MAX, 14 13 12 11 10 9 8 7 6 5",
    "1, 15, 14 more",
    "2, 12, 11 10 more",
    "100, 7, 6 5",
    "1, 6, 5",
    "1, 5, ' gap'", // 4 is not kept any more
    "1, 1, ' gap'",
    "1, 0, ' gap'",
    "1, MIN, ' gap'"
  })
  void shouldAnswerTheLatestNewestFirst(int count, String beforeId, String answer) {
    assertThat(shown(ring.history.latest(count, number(beforeId)))).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "12, 100, 13 14",
    "4, 3, 5 6 7 more",
    "4, 10, 5 6 7 8 9 10 11 12 13 14",
    "4, 9, 5 6 7 8 9 10 11 12 13 more",
    "3, 2, 5 6 gap more", // 4 was asked for too
    "-1, 100, 5 6 7 8 9 10 11 12 13 14 gap",
    "-7, 100, 5 6 7 8 9 10 11 12 13 14 gap",
    "13, 1, 14",
    "14, 5, ''",
    "15, 5, ' gap'", // an id of another run
    "MAX, 5, ' gap'",
    "MIN, 1, 5 gap more"
  })
  void shouldAnswerNewerOldestFirst(String id, int limit, String answer) {
    assertThat(shown(ring.history.newerThan(number(id), limit))).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "80, 110, 100, MAX, 10 9 8", // the end is not in
    "80, 110, 2, MAX, 10 9 more",
    "80, 110, 3, MAX, 10 9 8",
    "80, 110, 100, 9, 8",
    "81, 90, 100, MAX, ''",
    "110, 80, 100, MAX, ''",
    "140, MAX, 100, MAX, 14",
    "51, 70, 100, MAX, 6",
    "50, 70, 100, MAX, 6 5 gap", // another one of 50 ms may not be kept any more
    "0, 70, 100, MAX, 6 5 gap",
    "0, 70, 1, MAX, 6 more",
    "0, 20, 100, MAX, ' gap'",
    "MIN, MAX, 100, 6, 5 gap"
  })
  void shouldAnswerAWindowNewestFirst(
      String from, String to, int limit, String beforeId, String answer) {
    assertThat(shown(ring.history.window(number(from), number(to), limit, number(beforeId))))
        .isEqualTo(answer);
  }

  private static long number(String text) {
    return switch (text) {
      case "MAX" -> MAX;
      case "MIN" -> MIN;
      default -> Long.parseLong(text);
    };
  }

  @Test
  void shouldPageBackThroughAllThatIsKept() {
    StringBuilder read = new StringBuilder();
    long before = MAX;
    Page page;
    do {
      page = ring.history.latest(4, before);
      read.append(shown(page)).append("; ");
      before = page.records().getLast().id();
    } while (page.more());

    assertThat(read).hasToString("14 13 12 11 more; 10 9 8 7 more; 6 5; ");
  }

  @Test
  void shouldTellNoGapWhileNothingIsLost() {
    Ring fresh = new Ring(10);
    fresh.write(RecordType.INITIAL, 100);
    fresh.write(RecordType.FRAME, 200);

    assertThat(fresh.history.newerThan(-1, 10).gap()).isFalse();
    assertThat(fresh.history.window(0, 1_000, 10, MAX).gap()).isFalse();
    assertThat(fresh.history.latest(10, 0).gap()).isFalse();
    assertThat(fresh.history.newerThan(2, 10).gap()).isTrue();
  }

  @Test
  void shouldTellTheNewestOfEachType() {
    assertThat(ring.history.newest(RecordType.FRAME))
        .contains(Ring.expected(14, RecordType.FRAME, 140));
    assertThat(ring.history.newest(RecordType.TIMESTAMP))
        .contains(Ring.expected(13, RecordType.TIMESTAMP, 130));
    assertThat(ring.history.newest(RecordType.INITIAL)).isEmpty();
  }

  @Test
  void shouldRefuseToAnswerNothing() {
    assertThatThrownBy(() -> ring.history.latest(0, MAX)).hasMessage("count must be >= 1: count=0");
    assertThatThrownBy(() -> ring.history.newerThan(1, -1))
        .hasMessage("limit must be >= 1: limit=-1");
    assertThatThrownBy(() -> ring.history.window(0, 1, 0, MAX))
        .hasMessage("limit must be >= 1: limit=0");
  }
}
