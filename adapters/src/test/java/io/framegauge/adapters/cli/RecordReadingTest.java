package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.record.StatRecord;
import io.framegauge.telemetry.zeromq.HistoryClient;
import io.framegauge.telemetry.zeromq.HistoryException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordReadingTest {
  private final RunningHistory history = RunningHistory.start();
  private final HistoryClient client =
      HistoryClient.connect(history.endpoint(), Duration.ofSeconds(20));
  private final List<String> events = new ArrayList<>();
  private final List<Long> ids = new ArrayList<>();
  private final RecordReading reading =
      new RecordReading(new AskedModule(client), new Collected(), events::add);

  private final class Collected implements RecordOutput {
    @Override
    public void begin(String pipelineName, String run, List<StatRecord> before) {
      events.add(
          pipelineName + " " + run + ", before: " + before.stream().map(StatRecord::id).toList());
    }

    @Override
    public void write(StatRecord statRecord) {
      ids.add(statRecord.id());
    }

    @Override
    public int wantedBefore() {
      return 2;
    }
  }

  @AfterEach
  void close() {
    client.close();
    history.close();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void shouldReadMoreThanOneAnswerHolds() {
    history.keep(7, 6000);
    reading.read(new Selection.Last(5000));
    assertThat(ids).isEqualTo(range(1001, 6000));
    assertThat(events).containsExactly("city-traffic run-1, before: [999, 1000]");
  }

  @Test
  void shouldReadAllWhenFewerAreKept() {
    history.keep(7, 20);
    reading.read(new Selection.Last(5000));
    assertThat(ids).isEqualTo(range(7, 20));
  }

  @Test
  void shouldReadAWindowOfManyAnswers() {
    history.keep(0, 5000);
    long from = SampleRecords.numbered(1000).tsMillis();
    reading.read(new Selection.Window(from, SampleRecords.numbered(4000).tsMillis()));
    assertThat(ids).isEqualTo(range(1000, 3999));
  }

  @Test
  void shouldReadAllThatIsNewer() {
    history.keep(0, 2500);
    reading.read(new Selection.NewerThan(99));
    assertThat(ids).isEqualTo(range(100, 2500));
    assertThat(events).containsExactly("city-traffic run-1, before: [98, 99]");
  }

  @Test
  void shouldTellWhatWasOverwritten() {
    history.keep(50, 60);
    reading.read(new Selection.NewerThan(47));
    history.keep(62, 62);
    reading.readNewer();
    assertThat(ids).startsWith(50L).endsWith(60L, 62L).hasSize(12);
    assertThat(events)
        .contains(
            "records 48 to 49 are lost: they were overwritten before they could be read",
            "record 61 is lost: it was overwritten before it could be read");
  }

  @Test
  void shouldNotCallAGapWhatWasNotAskedFor() {
    history.keep(50, 60);
    reading.read(new Selection.NewerThan(-1));
    assertThat(ids).isEqualTo(range(50, 60));
    assertThat(events).containsExactly("city-traffic run-1, before: []");
  }

  @Test
  void shouldReadANewRunFromItsStart() {
    history.keep(0, 10);
    reading.read(new Selection.Last(2));
    history.restart("run-2", 0, 30);
    reading.readNewer();
    assertThat(ids).startsWith(9L, 10L, 0L).hasSize(2 + 31);
    assertThat(events)
        .containsExactly(
            "city-traffic run-1, before: [7, 8]",
            "the module has started anew: run=run-2",
            "city-traffic run-2, before: []");
  }

  @Test
  void shouldReadFromTheOldestWhenTheIdIsOfAnotherRun() {
    history.keep(0, 3);
    reading.read(new Selection.NewerThan(99));
    assertThat(ids).isEqualTo(range(0, 3));
    assertThat(events)
        .containsExactly(
            "record 99 is not of this run, whose newest is 3; reading from the oldest",
            "city-traffic run-1, before: []");
  }

  @Test
  void shouldNotMixTwoRunsInOneSelection() {
    history.keep(0, 3000);
    history.afterNextQuery(() -> history.restart("run-2", 0, 1500));
    reading.read(new Selection.Last(2000));
    assertThat(ids).isEqualTo(range(0, 1500));
    assertThat(events).containsExactly("city-traffic run-2, before: []");
  }

  @Test
  void shouldGoOnBehindAnEmptySelection() {
    history.keep(0, 5);
    reading.read(new Selection.Window(0, 1));
    history.keep(0, 7);
    reading.readNewer();
    assertThat(ids).containsExactly(6L, 7L);
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    history.close();
    try (HistoryClient impatient =
        HistoryClient.connect(history.endpoint(), Duration.ofMillis(200))) {
      RecordReading unanswered =
          new RecordReading(new AskedModule(impatient), new Collected(), events::add);
      assertThatThrownBy(() -> unanswered.read(new Selection.Last(1)))
          .isInstanceOf(HistoryException.class)
          .hasMessage(
              "no answer from " + history.endpoint() + " within 0.2 s: is the module running?");
    }
  }

  @Test
  void shouldFollowOverAnAbsence() {
    history.keep(0, 2);
    Deque<Runnable> steps = new ArrayDeque<>();
    List<RunningHistory> later = new ArrayList<>();
    steps.add(() -> history.keep(0, 4));
    steps.add(history::close);
    steps.add(() -> {});
    steps.add(() -> later.add(RunningHistory.on(history.endpoint()).restart("run-2", 0, 1)));
    steps.add(() -> {});
    try (HistoryClient impatient =
        HistoryClient.connect(history.endpoint(), Duration.ofMillis(500))) {
      RecordReading followed =
          new RecordReading(new AskedModule(impatient), new Collected(), events::add);
      new RecordFollowing(
              followed,
              impatient::info,
              events::add,
              () -> {
                Runnable step = steps.poll();
                if (step != null) {
                  step.run();
                }
                return step != null;
              })
          .follow(new Selection.Last(2));
    } finally {
      later.forEach(RunningHistory::close);
    }
    assertThat(ids).containsExactly(1L, 2L, 3L, 4L, 0L, 1L);
    assertThat(events)
        .containsExactly(
            "city-traffic run-1, before: [0]",
            "no answer from "
                + history.endpoint()
                + " within 0.5 s: is the module running? Still asking.",
            "the module answers again",
            "the module has started anew: run=run-2",
            "city-traffic run-2, before: []");
  }
}
