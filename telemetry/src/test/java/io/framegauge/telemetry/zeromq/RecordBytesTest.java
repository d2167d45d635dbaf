package io.framegauge.telemetry.zeromq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordBytesTest {
  private final RecordBytes bytes = new RecordBytes();

  private static StatRecord record(long id, String stage) {
    StageStat stat = new StageStat(stage, OptionalLong.of(1), 2, 3, 4, List.of());
    return new StatRecord(id, RecordType.FRAME, 5, 0, 6, 7, List.of(stat));
  }

  @Test
  void shouldKeepWhatWasWritten() {
    byte[] first = bytes.of(record(1, "a"));

    assertThat(new String(first, UTF_8)).isEqualTo(HistoryJson.write(record(1, "a")));
    assertThat(bytes.of(record(1, "a"))).isSameAs(first);
  }

  @Test
  void shouldWriteARecordAnewWhoseStageHasLostItsName() {
    bytes.of(record(1, "a"));

    assertThat(new String(bytes.of(record(1, "b")), UTF_8))
        .isEqualTo(HistoryJson.write(record(1, "b")));
  }

  @Test
  void shouldForgetWhatWasNotAskedForLately() {
    String name = "x".repeat(300_000);
    byte[] first = bytes.of(record(1, name));
    byte[] second = bytes.of(record(2, name));
    bytes.of(record(1, name));
    bytes.of(record(3, name));
    bytes.of(record(4, name));

    assertThat(bytes.of(record(1, name))).isSameAs(first);
    assertThat(bytes.of(record(2, name))).isNotSameAs(second).isEqualTo(second);
    assertThat(bytes.of(record(5, "y".repeat(2_000_000)))).hasSizeGreaterThan(2_000_000);
  }
}
