package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {
  /// A name of 300 characters takes 900 bytes.
  private static StatRecord record(long id) {
    StageStat stage = new StageStat("€".repeat(300), OptionalLong.empty(), 0, 0, 0, List.of());
    return new StatRecord(id, RecordType.FRAME, 0, 0, 0, 0, List.of(stage));
  }

  @Test
  void shouldBoundTheBytesOfAnAnswerNotItsCharacters() {
    List<StatRecord> records = LongStream.range(0, 20).mapToObj(AnswerJsonTest::record).toList();
    byte[] answer =
        AnswerJson.page(
            "p", "r", new Page(0, 19, false, false, records), 10_000, new RecordBytes());

    Page read = AnswerReader.page(answer).page();
    assertThat(answer).hasSizeBetween(9_000, 10_200);
    assertThat(read.more()).isTrue();
    assertThat(read.records()).isEqualTo(records.subList(0, read.records().size()));
  }

  @Test
  void shouldNeverLeaveOutTheFirstRecord() {
    List<StatRecord> records = List.of(record(0), record(1));
    Page read =
        AnswerReader.page(
                AnswerJson.page(
                    "p", "r", new Page(0, 1, false, false, records), 10, new RecordBytes()))
            .page();

    assertThat(read.records()).isEqualTo(List.of(record(0)));
    assertThat(read.more()).isTrue();
  }
}
