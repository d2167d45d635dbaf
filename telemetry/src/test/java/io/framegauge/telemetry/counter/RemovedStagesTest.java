package io.framegauge.telemetry.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageKind;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemovedStagesTest {
  private final LiveCounters counters =
      LiveCounters.create("test", UUID.randomUUID(), new Limits(4, 6, 1, 1), 0, 5, 6);
  private final CountersReader reader = counters.reader();
  private final StageCells sink = stage("sink", StageKind.SINK);
  private long pts;

  private StageCells stage(String name, StageKind kind) {
    return counters.stage(name, "factory", kind).orElseThrow();
  }

  private void push(LinkCells link, int frames) {
    link.media(true, false);
    for (int i = 0; i < frames; i++) {
      pts += 40;
      link.buffer(10, false, 0, pts, pts);
    }
  }

  private String shown() {
    StringBuilder shown = new StringBuilder();
    for (StageCounts stage : reader.stages()) {
      shown.append(stage.index()).append(' ').append(stage.name()).append(' ');
      shown.append(stage.frames()).append("; ");
    }
    return shown.toString();
  }

  @Test
  void shouldGoOnWhenAStageComesBackUnderItsName() {
    StageCells first = stage("a", StageKind.SOURCE);
    LinkCells link = counters.link(first, sink).orElseThrow();
    push(link, 3);
    counters.release(link);
    counters.remove(first);
    assertThat(shown()).isEqualTo("0 sink 3; ");

    LinkCells again = counters.link(stage("a", StageKind.SOURCE), sink).orElseThrow();
    push(again, 4);

    assertThat(shown()).isEqualTo("0 sink 7; 1 a 7; ");
  }

  @Test
  void shouldKeepTheCountsOfNeighboursWhenPlacesAreUsedAgain() {
    for (int i = 0; i < 1_000; i++) {
      StageCells source = stage("source" + i, StageKind.SOURCE);
      StageCells middle = stage("middle" + i, StageKind.ELEMENT);
      middle.measureResidence(true);
      LinkCells in = counters.link(source, middle).orElseThrow();
      LinkCells out = counters.link(middle, sink).orElseThrow();
      push(in, 2);
      push(out, 2);

      assertThat(reader.stages()).extracting(StageCounts::frames).containsOnly(2L, 2L * i + 2);
      counters.remove(source);
      counters.remove(middle);
      counters.release(in);
      counters.release(out);
    }
    assertThat(shown()).isEqualTo("0 sink 2000; ");
    assertThat(reader.stagesRefused()).isZero();
    assertThat(reader.linksRefused()).isZero();
  }

  @Test
  void shouldNotCountForANewStageWhatALateWriterCountsForTheOldOne() {
    StageCells old = stage("old", StageKind.SOURCE);
    LinkCells late = counters.link(old, sink).orElseThrow();
    push(late, 1);
    counters.remove(old);
    StageCells a = stage("a", StageKind.SOURCE);
    stage("b", StageKind.SOURCE);
    StageCells c = stage("c", StageKind.SOURCE); // in the place of the old one
    push(late, 5);
    LinkCells link = counters.link(c, sink).orElseThrow();
    push(link, 2);

    assertThat(c.index()).isEqualTo(old.index());
    assertThat(shown()).isEqualTo("0 sink 8; 1 c 2; 2 a 0; 3 b 0; ");
    counters.release(late);
    assertThat(shown()).isEqualTo("0 sink 8; 1 c 2; 2 a 0; 3 b 0; ");
    assertThat(a.index()).isEqualTo(2);
  }

  @Test
  void shouldTellTheNameThatAPlaceHadAtTheTime() {
    StageCells old = stage("old", StageKind.SOURCE);
    long early = System.nanoTime();
    assertThat(reader.stageName(old.index(), early)).isEqualTo("old");
    counters.remove(old);
    assertThat(reader.stageName(old.index(), early)).isEqualTo("old");

    IntStream.range(0, 3).forEach(i -> stage("new" + i, StageKind.SOURCE));

    assertThat(reader.stageName(old.index(), early)).isEmpty();
    assertThat(reader.stageName(old.index(), System.nanoTime())).isEqualTo("new2");
  }

  @Test
  void shouldForgetWhatWasInsideARemovedStage() {
    StageCells before = stage("a", StageKind.ELEMENT);
    before.measureResidence(true);
    LinkCells in = counters.link(sink, before).orElseThrow();
    push(in, 3);
    counters.release(in);
    counters.remove(before);

    StageCells back = stage("a", StageKind.ELEMENT);
    back.measureResidence(true);
    LinkCells again = counters.link(sink, back).orElseThrow();
    LinkCells out = counters.link(back, sink).orElseThrow();
    again.media(true, false);
    out.media(true, false);
    again.buffer(10, false, 0, 40, 1_000);
    out.buffer(10, false, 0, 40, 3_000);

    StageCounts counts = reader.stages().get(1);
    assertThat(counts.frames()).isEqualTo(4);
    assertThat(counts.residence().orElseThrow().matched()).isEqualTo(1);
    assertThat(counts.residence().orElseThrow().expired()).isEqualTo(3);
    assertThat(counts.queueLength()).hasValue(0);
  }
}
