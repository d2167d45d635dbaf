package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The sample over the whole video: what is counted, recorded, told and left behind.
final class FullVideoIT {
  private static FullRun run;

  @BeforeAll
  static void play() {
    run = FullRun.get();
  }

  @Test
  void shouldEndWithZeroAndLeaveNothingRunning() {
    assertThat(run.done().exitCode()).as("%s", run.done()).isZero();
    assertThat(run.done().left()).isEmpty();
    assertThat(run.done().err()).contains("end of stream").doesNotContain("WARN", "ERROR frame");
  }

  @Test
  void shouldPrintTheTotalsOfEachStage() {
    List<List<String>> words =
        run.done().out().lines().skip(1).map(line -> List.of(line.split(" +"))).toList();
    long objects = objects();

    assertThat(words.stream().map(List::getFirst)).isEqualTo(FullRun.STAGES);
    assertThat(words).allSatisfy(line -> assertThat(line.subList(1, 3)).containsOnly("795"));
    assertThat(words.stream().map(line -> Long.parseLong(line.get(3))))
        .containsExactly(0L, 0L, 0L, 0L, 0L, objects, objects, objects);
  }

  @Test
  void shouldCountEveryFrameAtEveryStage() {
    Samples samples = run.samples();

    assertThat(samples.value("frame_counter_total", "record_type", "frame")).isEqualTo(795);
    assertThat(samples.value("frame_counter_total", "record_type", "timestamp")).isEqualTo(795);
    assertThat(FullRun.STAGES)
        .allSatisfy(stage -> {
          for (String name :
              List.of("framegauge_stage_frames_total", "framegauge_stage_buffers_total")) {
            assertThat(samples.value(name, "stage_name", stage)).as(name).isEqualTo(795);
          }
          assertThat(
                  samples.value(
                      "stage_frame_counter_total", "stage_name", stage, "record_type", "frame"))
              .isEqualTo(795);
        });
    assertThat(samples.value("frames_per_source_total", "source_id", "city-traffic"))
        .isEqualTo(795);
    assertThat(run.status().get("frames").getAsLong()).isEqualTo(795);
  }

  @Test
  void shouldCountTheBytesOfEveryFrame() {
    double rgb = 795 * 768 * 576 * 3;

    assertThat(FullRun.STAGES.subList(4, 8))
        .allSatisfy(stage ->
            assertThat(run.samples().value("framegauge_stage_bytes_total", "stage_name", stage))
                .isEqualTo(rgb));
  }

  @Test
  void shouldCountTheObjectsThatAreCountedWithoutTheProduct() {
    List<Long> truth = run.objects();
    List<Record> records =
        run.records("frame").stream().filter(each -> each.frameNo() < truth.size()).toList();

    assertThat(records).hasSizeGreaterThanOrEqualTo(truth.size() / FullRun.FRAME_PERIOD);
    assertThat(records.stream().map(Record::objects))
        .isEqualTo(records.stream().map(each -> truth.get((int) each.frameNo())).toList());
    assertThat(objects()).isBetween(1_500L, 1_650L);
  }

  @Test
  void shouldCountObjectsFromTheStageBehindTheDetectorAndByTheirLabel() {
    Samples samples = run.samples();
    String name = "framegauge_stage_objects_total";

    assertThat(samples.series(name).stream().map(Samples.Sample::value))
        .hasSize(3)
        .containsOnly((double) objects());
    assertThat(samples.series(name, "stage_name", "tracker", "object_label", "face")).hasSize(1);
    assertThat(samples.series(name, "stage_name", "draw", "object_label", "person")).hasSize(1);
    assertThat(samples.series(name, "stage_name", "sink", "object_label", "person")).hasSize(1);
  }

  @Test
  void shouldMeasureTheResidenceOfEveryFrameInEveryStageButSourceAndSink() {
    Samples samples = run.samples();

    assertThat(FullRun.STAGES.subList(1, 7))
        .allSatisfy(stage -> {
          assertThat(samples.value("framegauge_stage_latency_seconds_count", "stage_name", stage))
              .isEqualTo(795);
          assertThat(
                  samples.value(
                      "framegauge_stage_latency_buffers_total",
                      "stage_name",
                      stage,
                      "result",
                      "matched"))
              .isEqualTo(795);
        });
    assertThat(samples.series("framegauge_stage_latency_seconds_count")).hasSize(6);
    double detector =
        samples.value("framegauge_stage_latency_seconds_sum", "stage_name", "detector");
    assertThat(detector)
        .isGreaterThan(
            10 * samples.value("framegauge_stage_latency_seconds_sum", "stage_name", "rgb"))
        .isLessThan(run.status().get("uptime_seconds").getAsDouble());
  }

  @Test
  void shouldWriteTheInitialRecordFirstAndNumberAllWithoutAGap() {
    List<Record> records = run.records();

    assertThat(records.stream().map(Record::id))
        .isEqualTo(LongStream.range(0, records.size()).boxed().toList());
    assertThat(records.getFirst().type()).isEqualTo("initial");
    assertThat(records.getFirst().frameNo()).isZero();
    assertThat(records.getFirst().objects()).isZero();
    assertThat(run.records("initial")).hasSize(1);
  }

  @Test
  void shouldWriteAFrameRecordAtEachPeriodAndOneAtTheEnd() {
    List<Long> wanted =
        new ArrayList<>(
            IntStream.rangeClosed(1, 795 / FullRun.FRAME_PERIOD)
                .mapToObj(period -> (long) period * FullRun.FRAME_PERIOD)
                .toList());
    wanted.add(795L);

    assertThat(run.records("frame").stream().map(Record::frameNo)).isEqualTo(wanted);
    assertThat(run.records("frame"))
        .allSatisfy(
            each -> assertThat(each.stage("sink", "frame_counter")).isEqualTo(each.frameNo()));
  }

  @Test
  void shouldWriteATimestampRecordEverySecondAndOneAtTheEnd() {
    List<Record> timestamps = run.records("timestamp");
    List<Long> frames = timestamps.stream().map(Record::frameNo).toList();
    double seconds = (timestamps.getLast().ts() - run.records().getFirst().ts()) / 1000.0;

    assertThat(frames).isSorted();
    assertThat(frames.getLast()).isEqualTo(795);
    assertThat((double) timestamps.size()).isBetween(0.9 * seconds - 1, seconds + 2);
  }

  @Test
  void shouldWriteTheLastRecordOfEachTypeOnceAndNothingAfterThem() {
    List<Record> last = run.records().subList(run.records().size() - 2, run.records().size());

    assertThat(last.stream().map(Record::type)).containsExactly("frame", "timestamp");
    assertThat(last.stream().map(Record::frameNo)).containsExactly(795L, 795L);
    assertThat(run.pages().getLast().get("newest_id").getAsLong()).isEqualTo(last.getLast().id());
    assertThat(run.stream().getLast()).contains("\"id\":" + last.getLast().id() + ",");
  }

  @Test
  void shouldGiveFrameRecordsAllLatencySamplesBetweenThem() {
    assertThat(List.of("frame", "timestamp"))
        .allSatisfy(type -> {
          long samples =
              run.records(type).stream()
                  .flatMap(each -> each.stages().stream())
                  .filter(stage -> stage.get("stage_name").getAsString().equals("tracker"))
                  .flatMap(stage -> stage.getAsJsonArray("latencies").asList().stream())
                  .map(latency -> latency.getAsJsonObject())
                  .peek(latency ->
                      assertThat(latency.get("source_stage_name").getAsString())
                          .isEqualTo("detector"))
                  .mapToLong(latency -> latency.get("count").getAsLong())
                  .sum();
          assertThat(samples).as("%s records", type).isEqualTo(795);
        });
  }

  @Test
  void shouldGiveAReaderEveryRecordOnceWhileItRuns() {
    assertThat(run.pages().size()).isGreaterThan(run.records().size() / 7);
    assertThat(run.pages())
        .allSatisfy(page -> {
          assertThat(page.get("gap").getAsBoolean()).isFalse();
          assertThat(page.get("pipeline_name").getAsString()).isEqualTo(FullRun.NAME);
          assertThat(page.getAsJsonArray("records").size()).isLessThanOrEqualTo(7);
        });
    assertThat(run.pages().stream().map(page -> page.get("run").getAsString()).distinct())
        .containsExactly(run.status().get("run").getAsString());
  }

  @Test
  void shouldPublishEveryRecordOnceInOrderUpToTheLast() {
    List<Record> streamed =
        run.stream().stream()
            .map(message -> message.substring(FullRun.NAME.length() + 1))
            .map(json -> new Record(JsonParser.parseString(json).getAsJsonObject()))
            .toList();
    long first = streamed.getFirst().id();

    assertThat(run.stream()).allMatch(message -> message.startsWith(FullRun.NAME + " {"));
    assertThat(first).as("the first record after the subscription").isLessThanOrEqualTo(2);
    assertThat(streamed.stream().map(Record::id))
        .isEqualTo(LongStream.range(first, run.records().size()).boxed().toList());
    assertThat(streamed)
        .allSatisfy(each -> {
          assertThat(each.json().remove("run").getAsString())
              .isEqualTo(run.status().get("run").getAsString());
          assertThat(each.json().remove("pipeline_name").getAsString()).isEqualTo(FullRun.NAME);
          assertThat(each).isEqualTo(run.records().get((int) each.id()));
        });
  }

  @Test
  void shouldLogOneRateLineForEachRecordInTheWordsOfTheReference() {
    assertThat(rateLines("Frame")).hasSameSizeAs(run.records("frame"));
    assertThat(rateLines("Time")).hasSameSizeAs(run.records("timestamp"));
    assertThat(rateLines("Frame"))
        .allMatch(line ->
            line.matches(
                ".*Frame-based FPS counter triggered: FPS = [0-9.]+, OPS = [0-9.]+,"
                    + " frame_delta = (20|15), time_delta = [0-9.]+ sec, period=\\[\\d+, \\d+\\] ms"));
  }

  private static List<String> rateLines(String kind) {
    return run.done()
        .err()
        .lines()
        .filter(line -> line.contains(kind + "-based FPS counter triggered"))
        .toList();
  }

  private static long objects() {
    return run.records().getLast().objects();
  }
}
