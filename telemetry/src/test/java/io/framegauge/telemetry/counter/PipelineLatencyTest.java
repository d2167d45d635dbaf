package io.framegauge.telemetry.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.PipelineLatency;
import io.framegauge.telemetry.record.StageKind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// From sources to sinks, without GStreamer.
class PipelineLatencyTest {
  private static final long FRAME = 33_366_666;
  private static final long MILLI = 1_000_000;

  private final Measured measured = new Measured();
  private final LinkCells in = link(measured.source, measured.stage);
  private final LinkCells out = link(measured.stage, measured.sink);
  private final Departures departures = new Departures();

  private LinkCells link(StageCells from, StageCells to) {
    return measured.counters.link(from, to).orElseThrow();
  }

  private PipelineLatency latency() {
    return measured.counters.reader().pipelineLatencies().getFirst();
  }

  private static String coverage(PipelineLatency latency) {
    return latency.matched() + " " + latency.unknown() + " " + latency.ambiguous();
  }

  private void measure() {
    in.departures(departures);
    measured.sink.origins(List.of(departures));
  }

  private static void push(LinkCells link, long pts, long nowNanos) {
    link.buffer(1, true, 0, pts, nowNanos);
  }

  @Test
  void shouldTellTheTimeFromTheSourceToTheSink() {
    measure();
    for (int frame = 0; frame < 10; frame++) {
      push(in, frame * FRAME, 100 * MILLI * frame);
      push(out, frame * FRAME, 100 * MILLI * frame + 7 * MILLI);
    }

    PipelineLatency latency = latency();
    assertThat(latency.sink()).isEqualTo("sink");
    assertThat(coverage(latency)).isEqualTo("10 0 0");
    assertThat(latency.sumNanos()).isEqualTo(70 * MILLI);
    assertThat(latency.bucketCounts().get(6)).isEqualTo(10);
    assertThat(latency.nativeCounts().get(NativeBuckets.of(7 * MILLI))).isEqualTo(10);
  }

  @Test
  void shouldSayNothingOfASinkThatNoSourceIsKnownToReach() {
    push(out, FRAME, MILLI);

    assertThat(measured.counters.reader().pipelineLatencies()).isEmpty();
  }

  @Test
  void shouldTellEachSinkOfATee() {
    StageCells other = measured.counters.stage("other", "sink", StageKind.SINK).orElseThrow();
    LinkCells branch = link(measured.stage, other);
    measure();
    other.origins(List.of(departures));

    push(in, FRAME, 0);
    push(out, FRAME, MILLI);
    push(branch, FRAME, 6 * MILLI);

    assertThat(measured.counters.reader().pipelineLatencies())
        .extracting(latency -> latency.sink() + " " + latency.sumNanos())
        .containsExactly("sink 1000000", "other 6000000");
  }

  @Test
  void shouldNotGuessWhichOfSeveralItWas() {
    Departures second = new Departures();
    LinkCells another = link(measured.source, measured.stage);
    measure();
    another.departures(second);
    measured.sink.origins(List.of(departures, second));

    push(in, 0, 0);
    push(another, 0, 5);
    push(out, 0, 10); // both had it
    push(in, FRAME, 20);
    push(in, FRAME, 25);
    push(out, FRAME, 30); // one of them had it twice
    push(another, 2 * FRAME, 40);
    push(out, 2 * FRAME, 50); // only one
    push(out, 3 * FRAME, 60); // nobody
    push(out, -1, 70);

    assertThat(coverage(latency())).isEqualTo("1 2 2");
    assertThat(latency().sumNanos()).isEqualTo(10);
  }

  @Test
  void shouldForgetWhatLeftBeforeAFlushOrAnotherStream() {
    measure();
    push(in, 0, 0);
    in.flushed();
    push(in, 0, 100);
    push(out, 0, 103);
    in.streamBegins();
    push(in, 0, 200);
    push(out, 0, 204);

    assertThat(coverage(latency())).isEqualTo("2 0 0");
    assertThat(latency().sumNanos()).isEqualTo(7);
  }

  @Test
  void shouldForgetTheOldestAndNeverTakeOneForAnother() {
    measure();
    int frames = 4 * Departures.SLOTS;
    for (int frame = 0; frame < frames; frame++) {
      push(in, frame * FRAME, frame * 1_000L);
    }
    for (int frame = 0; frame < frames; frame++) {
      push(out, frame * FRAME, frame * 1_000L + 9);
    }

    PipelineLatency latency = latency();
    assertThat(latency.matched()).isEqualTo(Departures.SLOTS);
    assertThat(latency.sumNanos()).isEqualTo(9 * latency.matched());
    assertThat(latency.unknown()).isEqualTo(frames - latency.matched());
  }

  @Test
  void shouldHaveRoomForAThousandInFlight() {
    measure();
    int frames = 100_000;
    for (int frame = 0; frame < frames; frame++) {
      push(in, frame * FRAME, frame * 1_000L);
      if (frame >= 1_000) {
        push(out, (frame - 1_000) * FRAME, frame * 1_000L);
      }
    }

    assertThat(coverage(latency())).isEqualTo("99000 0 0");
    assertThat(latency().sumNanos()).isEqualTo(99_000 * 1_000_000L);
  }

  @Test
  void shouldMixNoTimesWhileTheSourceRunsOn() throws Exception {
    measure();
    int frames = 400_000;
    CompletableFuture<Void> source =
        CompletableFuture.runAsync(() -> {
          for (int frame = 0; frame < frames; frame++) {
            push(in, frame * FRAME, frame * 1_000L);
          }
        });
    int asked = 0;
    for (int frame = 0; !source.isDone() || asked == 0; frame = (frame + 7) % frames) {
      push(out, frame * FRAME, frame * 1_000L + 3);
      asked++;
    }
    source.get(60, TimeUnit.SECONDS);

    PipelineLatency latency = latency();
    assertThat(latency.matched() + latency.unknown()).isEqualTo(asked);
    assertThat(latency.sumNanos()).isEqualTo(3 * latency.matched());
  }

  @Test
  void shouldBeginAtZeroWhenThePlaceOfASinkIsUsedAgain() {
    measure();
    push(in, 0, 0);
    push(out, 0, 5);
    measured.counters.remove(measured.sink);
    for (int i = 0; i < 6; i++) {
      measured.counters.remove(
          measured.counters.stage("more" + i, "sink", StageKind.SINK).orElseThrow());
    }

    StageCells again = measured.counters.stage("again", "sink", StageKind.SINK).orElseThrow();
    again.origins(List.of(departures));

    assertThat(latency().sink()).isEqualTo("again");
    assertThat(coverage(latency())).isEqualTo("0 0 0");
  }
}
