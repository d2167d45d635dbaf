package io.framegauge.telemetry.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.FamilyValues.SeriesValue;
import io.framegauge.telemetry.record.SeriesKind;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageKind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveCountersTest {
  private final LiveCounters counters =
      LiveCounters.create("city", UUID.randomUUID(), new Limits(2, 1, 2, 3), 0, 5, 6);
  private final CountersReader reader = counters.reader();

  private StageCells stage(String name, StageKind kind) {
    return counters.stage(name, "factory", kind).orElseThrow();
  }

  @Test
  void shouldTellWhatDoesNotFit() {
    StageCells source = stage("a", StageKind.SOURCE);
    StageCells sink = stage("b", StageKind.SINK);
    assertThat(counters.stage("c", "factory", StageKind.ELEMENT)).isEmpty();
    assertThat(counters.link(source, sink)).isPresent();
    assertThat(counters.link(source, sink)).isEmpty();
    assertThat(counters.link(source, sink)).isEmpty();

    assertThat(reader.stages()).extracting(StageCounts::name).containsExactly("a", "b");
    assertThat(reader.stagesRefused()).isEqualTo(1);
    assertThat(reader.linksRefused()).isEqualTo(2);
  }

  @Test
  void shouldCountASourceWhereFramesLeaveItAndOthersWhereTheyEnter() {
    LinkCells link =
        counters.link(stage("a", StageKind.SOURCE), stage("b", StageKind.SINK)).orElseThrow();
    link.media(true, true);
    link.buffer(100, true, 3, 40, 1_000);
    link.buffer(50, false, 0, 80, 2_000);
    link.batch();
    link.media(false, false); // what follows is no video
    link.buffer(7, true, 0, 120, 3_000);

    assertThat(link.frameCount()).isEqualTo(2);
    for (StageCounts counts : reader.stages()) {
      assertThat(counts.buffers()).isEqualTo(3);
      assertThat(counts.frames()).isEqualTo(2);
      assertThat(counts.keyframes()).isEqualTo(1);
      assertThat(counts.bytes()).isEqualTo(157);
      assertThat(counts.objects()).isEqualTo(3);
      assertThat(counts.batches()).isEqualTo(1);
      assertThat(counts.framesKnown()).isTrue();
      assertThat(counts.encoded()).isTrue();
      assertThat(counts.lastBufferNanos()).isEqualTo(3_000);
      assertThat(counts.lastPtsNanos()).isEqualTo(120);
    }
  }

  @Test
  void shouldRefuseLimitsOfNothing() {
    assertThatThrownBy(() -> new Limits(1, 1, 1, 0)).hasMessage("must be >= 1: maxSeries=0");
  }

  @Test
  void shouldTellSeriesThatDoNotFit() {
    int family = family("objects", List.of("stage", "label"));
    for (int i = 0; i < 3; i++) {
      cell(family, "s", "" + i).getAndAdd(i);
    }

    assertThat(counters.series().series(family, List.of("s", "3"))).isEmpty();
    assertThat(counters.series().series(family, List.of("s", "x".repeat(500)))).isEmpty();

    FamilyValues values = reader.families().getFirst();
    assertThat(values.refused()).isEqualTo(2);
    assertThat(values.series())
        .extracting(SeriesValue::labelValues)
        .containsExactly(List.of("s", "0"), List.of("s", "1"), List.of("s", "2"));
  }

  @Test
  void shouldTellFamiliesThatDoNotFit() {
    family("a", List.of());
    assertThat(counters.series().family(entry(SeriesKind.GAUGE, "x".repeat(205), List.of())))
        .isEmpty();
    family("b", List.of());
    assertThat(counters.series().family(entry(SeriesKind.GAUGE, "c", List.of()))).isEmpty();

    assertThat(reader.familiesRefused()).isEqualTo(2);
    assertThat(reader.families()).extracting(FamilyValues::name).containsExactly("a", "b");
  }

  @Test
  void shouldGiveThePlaceOfADeletedFamilyToANewOne() {
    int first = family("a", List.of());
    family("b", List.of());

    counters.series().deleteFamily(first);
    family("c", List.of("label"));

    assertThat(reader.families()).extracting(FamilyValues::name).containsExactly("c", "b");
  }

  @Test
  void shouldNotGiveAPlaceToANewSeriesWhileALateWriterMayHitIt() {
    int family = family("objects", List.of("label"));
    SeriesCell deleted = cell(family, "0");
    deleted.getAndAdd(5);
    counters.series().delete(deleted);
    deleted.getAndAdd(7); // no effect
    counters.series().delete(deleted); // no effect

    cell(family, "1");
    cell(family, "2");

    assertThat(counters.series().series(family, List.of("3"))).isEmpty();
    assertThat(reader.families().getFirst().series())
        .extracting(SeriesValue::bits)
        .containsExactly(0L, 0L);
  }

  private int family(String name, List<String> labels) {
    return counters.series().family(entry(SeriesKind.COUNTER, name, labels)).orElseThrow();
  }

  private static FamilyEntry entry(SeriesKind kind, String name, List<String> labels) {
    return new FamilyEntry(kind, name, "help", "", labels, List.of(), List.of());
  }

  private SeriesCell cell(int family, String... labels) {
    Optional<SeriesCell> cell = counters.series().series(family, List.of(labels));
    return cell.orElseThrow();
  }
}
