package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.StatRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Reading page by page loses and repeats nothing while records are being written, and says what is
/// missing.
@Timeout(90)
class PagingTest {
  private static final int WRITTEN = 1500;
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final RecordedRun run = new RecordedRun("6f0c", 2000);
  private final HistoryServer server = run.serve();
  private final HistoryClient client = HistoryClient.connect(server.endpoint(), DEADLINE);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void shouldReadEveryRecordOnceForwards() throws Exception {
    Thread writing = writing();
    List<Long> read = new ArrayList<>();
    while (read.size() < WRITTEN) {
      Page page = client.newerThan(read.isEmpty() ? -1 : read.getLast(), 7).page();
      assertThat(page.gap()).isFalse();
      assertThat(page.more()).isEqualTo(lastOf(page, read) < page.newestId());
      page.records().forEach(record -> read.add(record.id()));
    }
    writing.join();

    assertThat(read).containsExactlyElementsOf(ids(0, WRITTEN - 1));
  }

  @Test
  void shouldReadEveryRecordOnceBackwards() throws Exception {
    run.cut(200);
    Thread writing = writing();
    List<Long> read = new ArrayList<>();
    boolean more = true;
    while (more) {
      long before = read.isEmpty() ? Query.NO_BEFORE_ID : read.getLast();
      Page page = client.latest(7, before).page();
      assertThat(page.gap()).isFalse();
      page.records().forEach(record -> read.add(record.id()));
      more = page.more();
      assertThat(more).isEqualTo(read.getLast() > 0);
    }
    writing.join();

    assertThat(read.reversed()).containsExactlyElementsOf(ids(0, read.getFirst()));
    assertThat(read).hasSizeGreaterThanOrEqualTo(200);
  }

  @Test
  void shouldReadAWindowOnce() throws Exception {
    run.cut(200);
    Thread writing = writing();
    List<Long> read = new ArrayList<>();
    boolean more = true;
    while (more) {
      long before = read.isEmpty() ? Query.NO_BEFORE_ID : read.getLast();
      Page page = client.window(RecordedRun.ts(50), RecordedRun.ts(150), 7, before).page();
      page.records().forEach(record -> read.add(record.id()));
      more = page.more();
      assertThat(page.gap()).isFalse();
    }
    writing.join();

    assertThat(read.reversed()).containsExactlyElementsOf(ids(50, 149));
  }

  @Test
  void shouldSayMoreWhenTheAnswerWouldBeTooLarge() {
    run.cut(2500);
    List<Long> read = new ArrayList<>();
    int pages = 0;
    boolean more = true;
    while (more) {
      Page page = client.newerThan(read.isEmpty() ? 499 : read.getLast(), 1000).page();
      page.records().forEach(record -> read.add(record.id()));
      more = page.more();
      pages++;
    }
    assertThat(read).containsExactlyElementsOf(ids(500, 2499));
    assertThat(pages).isEqualTo(2);
  }

  @Test
  void shouldSayMoreAndGapExactlyWhenTheyAreSo() {
    RecordedRun small = new RecordedRun("6f0c", 10);
    try (HistoryServer served = small.serve();
        HistoryClient asking = HistoryClient.connect(served.endpoint(), DEADLINE)) {
      assertThat(told(asking.newerThan(5, 10))).isEqualTo("-1..-1 [] gap");
      small.cut(10);
      assertThat(told(asking.newerThan(-1, 10))).isEqualTo("0..9 [0-9]");
      assertThat(told(asking.latest(10, 0))).isEqualTo("0..9 []");
      small.cut(15);
      assertThat(told(asking.newerThan(-1, 100))).isEqualTo("15..24 [15-24] gap");
      assertThat(told(asking.newerThan(13, 3))).isEqualTo("15..24 [15-17] more gap");
      assertThat(told(asking.newerThan(14, 10))).isEqualTo("15..24 [15-24]");
      assertThat(told(asking.newerThan(14, 9))).isEqualTo("15..24 [15-23] more");
      assertThat(told(asking.newerThan(23, 1))).isEqualTo("15..24 [24-24]");
      assertThat(told(asking.newerThan(24, 1))).isEqualTo("15..24 []");
      assertThat(told(asking.newerThan(25, 1))).isEqualTo("15..24 [] gap");
      assertThat(told(asking.newerThan(Long.MAX_VALUE, 9))).isEqualTo("15..24 [] gap");
      assertThat(told(asking.latest(10))).isEqualTo("15..24 [24-15]");
      assertThat(told(asking.latest(9))).isEqualTo("15..24 [24-16] more");
      assertThat(told(asking.latest(9, 16))).isEqualTo("15..24 [15-15]");
      assertThat(told(asking.latest(9, 15))).isEqualTo("15..24 [] gap");
      assertThat(told(asking.latest(9, 1))).isEqualTo("15..24 [] gap");
      assertThat(told(asking.window(RecordedRun.ts(16), RecordedRun.ts(18), 9)))
          .isEqualTo("15..24 [17-16]");
      assertThat(told(asking.window(RecordedRun.ts(10), RecordedRun.ts(18), 9)))
          .isEqualTo("15..24 [17-15] gap");
      assertThat(told(asking.window(RecordedRun.ts(10), RecordedRun.ts(18), 2)))
          .isEqualTo("15..24 [17-16] more");
      assertThat(told(asking.latest(1, 1000))).isEqualTo("15..24 [24-24] more");
    }
  }

  @Test
  void shouldAnswerTheWindowFromInclusiveToExclusive() {
    run.cut(10);

    assertThat(told(client.window(RecordedRun.ts(3), RecordedRun.ts(6), 10)))
        .isEqualTo("0..9 [5-3]");
    assertThat(told(client.window(RecordedRun.ts(3) + 1, RecordedRun.ts(6) + 1, 10)))
        .isEqualTo("0..9 [6-4]");
    assertThat(told(client.window(RecordedRun.ts(3), RecordedRun.ts(3), 10))).isEqualTo("0..9 []");
    assertThat(told(client.window(RecordedRun.ts(3), RecordedRun.ts(6), 3)))
        .isEqualTo("0..9 [5-3]");
    assertThat(told(client.window(RecordedRun.ts(3), RecordedRun.ts(6), 2)))
        .isEqualTo("0..9 [5-4] more");
    assertThat(told(client.window(RecordedRun.ts(3), RecordedRun.ts(6), 2, 4)))
        .isEqualTo("0..9 [3-3]");
    assertThat(told(client.window(0, Long.MAX_VALUE, 1000))).isEqualTo("0..9 [9-0]");
  }

  private static String told(HistoryAnswer answer) {
    Page page = answer.page();
    List<StatRecord> records = page.records();
    String ids = records.isEmpty() ? "" : records.getFirst().id() + "-" + records.getLast().id();
    return page.oldestId()
        + ".."
        + page.newestId()
        + " ["
        + ids
        + "]"
        + (page.more() ? " more" : "")
        + (page.gap() ? " gap" : "");
  }

  private static long lastOf(Page page, List<Long> read) {
    if (!page.records().isEmpty()) {
      return page.records().getLast().id();
    }
    return read.isEmpty() ? -1 : read.getLast();
  }

  private static List<Long> ids(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  /// Writes while the test reads.
  private Thread writing() {
    return Thread.ofPlatform()
        .start(() -> {
          for (int i = 0; i < WRITTEN; i++) {
            run.cut();
            LockSupport.parkNanos(200_000L);
          }
        });
  }
}
