package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The history of a module that has ended, asked for with libzmq from Python.
///
/// 120 frames with a record every 10 and one every 0.2 s leave more records than the 20 that are
/// kept.
final class HistoryClientIT {
  private static final int KEPT = 20;
  private static final int FRAMES = 120;

  @TempDir private static Path folder;
  private static Product product;

  @BeforeAll
  static void start() {
    product =
        Product.Start.in(folder)
            .with("NUM_BUFFERS", Integer.toString(FRAMES))
            .with("METRICS_HISTORY", Integer.toString(KEPT))
            .run("run", LiveModule.write(folder), "--keep-serving");
    product.awaitState("ended", Child.PATIENCE);
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"req", "dealer"})
  void shouldAnswerTheFourQueries(String kind) {
    List<JsonObject> answers =
        ask(
            kind,
            "{\"query\": \"info\"}",
            "{\"query\": \"latest\", \"count\": 3}",
            "{\"query\": \"newer_than\", \"id\": -1, \"limit\": 1000}",
            "{\"query\": \"window\", \"from_ms\": 0, \"to_ms\": 99999999999999, \"limit\": 5}");

    assertThat(answers).hasSize(4).noneMatch(answer -> answer.has("error"));
    assertThat(answers)
        .allSatisfy(answer -> {
          assertThat(answer.get("pipeline_name").getAsString()).isEqualTo(LiveModule.NAME);
          assertThat(answer.get("newest_id").getAsLong())
              .isEqualTo(answer.get("oldest_id").getAsLong() + KEPT - 1);
        });
    assertThat(answers.stream().map(answer -> answer.get("run")).distinct()).hasSize(1);
  }

  @Test
  void shouldDescribeTheRun() {
    JsonObject info = ask("req", "{\"query\": \"info\"}").getFirst();

    assertThat(info.has("records")).isFalse();
    assertThat(info.get("frame_period").getAsInt()).isEqualTo(10);
    assertThat(info.get("time_period").getAsDouble()).isEqualTo(0.2);
    assertThat(info.get("history").getAsInt()).isEqualTo(KEPT);
    assertThat(info.get("state").getAsString()).isEqualTo("ended");
    assertThat(info.get("pid").getAsLong()).isEqualTo(product.process().pid());
    assertThat(info.getAsJsonObject("versions").keySet())
        .containsExactlyInAnyOrder("framegauge", "java", "gstreamer");
    assertThat(
            info.getAsJsonArray("stages").asList().stream()
                .map(stage -> stage.getAsJsonObject().get("stage_name").getAsString()))
        .containsExactly("camera", "size", "ingress", "slow", "sink");
  }

  @Test
  void shouldAnswerTheLatestNewestFirst() {
    JsonObject page = ask("req", "{\"query\": \"latest\", \"count\": 4}").getFirst();
    long newest = page.get("newest_id").getAsLong();

    assertThat(ids(page)).containsExactly(newest, newest - 1, newest - 2, newest - 3);
    assertThat(page.get("more").getAsBoolean()).isTrue();
    assertThat(Record.of(page).getFirst().frameNo()).isEqualTo(FRAMES);
    JsonObject before =
        ask("req", "{\"query\": \"latest\", \"count\": 2, \"before_id\": %d}".formatted(newest - 3))
            .getFirst();
    assertThat(ids(before)).containsExactly(newest - 4, newest - 5);
  }

  @Test
  void shouldTellThatRecordsHaveBeenOverwritten() {
    JsonObject page =
        ask("req", "{\"query\": \"newer_than\", \"id\": 0, \"limit\": 1000}").getFirst();
    long oldest = page.get("oldest_id").getAsLong();

    assertThat(oldest).isPositive();
    assertThat(page.get("gap").getAsBoolean()).isTrue();
    assertThat(ids(page)).isEqualTo(LongStream.range(oldest, oldest + KEPT).boxed().toList());
  }

  @Test
  void shouldTellOfNoGapWhereThereIsNone() {
    JsonObject info = ask("req", "{\"query\": \"info\"}").getFirst();
    long oldest = info.get("oldest_id").getAsLong();
    long newest = info.get("newest_id").getAsLong();

    List<JsonObject> pages =
        ask(
            "req",
            "{\"query\": \"newer_than\", \"id\": %d, \"limit\": 3}".formatted(oldest - 1),
            "{\"query\": \"newer_than\", \"id\": %d, \"limit\": 3}".formatted(newest));

    assertThat(pages).noneMatch(page -> page.get("gap").getAsBoolean());
    assertThat(ids(pages.getFirst())).containsExactly(oldest, oldest + 1, oldest + 2);
    assertThat(pages.getFirst().get("more").getAsBoolean()).isTrue();
    assertThat(ids(pages.getLast())).isEmpty();
    assertThat(pages.getLast().get("more").getAsBoolean()).isFalse();
  }

  @Test
  void shouldTellAGapForAnIdOfAnotherRun() {
    JsonObject page =
        ask("req", "{\"query\": \"newer_than\", \"id\": 9223372036854775807}").getFirst();

    assertThat(page.get("gap").getAsBoolean()).isTrue();
    assertThat(ids(page)).isEmpty();
  }

  @Test
  void shouldAnswerAWindowNewestFirstAndWithoutItsEnd() {
    List<Record> all = Record.of(ask("req", "{\"query\": \"latest\", \"count\": 1000}").getFirst());
    long from = all.get(15).ts();
    long to = all.get(3).ts();

    JsonObject page =
        ask(
                "req",
                "{\"query\": \"window\", \"from_ms\": %d, \"to_ms\": %d, \"limit\": 1000}"
                    .formatted(from, to))
            .getFirst();

    assertThat(ids(page))
        .isEqualTo(
            all.stream()
                .filter(each -> each.ts() >= from && each.ts() < to)
                .map(Record::id)
                .toList());
    assertThat(ids(page)).hasSizeBetween(10, 14);
  }

  @Test
  void shouldCountWhatTheModuleIsKnownToDo() {
    Record last =
        Record.of(ask("req", "{\"query\": \"latest\", \"count\": 1}").getFirst()).getFirst();

    assertThat(last.objects()).isEqualTo((long) FRAMES * LiveModule.OBJECTS_PER_FRAME);
    assertThat(last.stage("slow", "object_counter")).isZero();
    assertThat(last.stage("sink", "object_counter")).isEqualTo(last.objects());
    assertThat(last.stage("slow", "frame_counter")).isEqualTo(FRAMES);
    assertThat(last.stage("ingress", "queue_length")).isZero();
  }

  @Test
  void shouldMeasureThePluginsTimeInEachWindow() {
    List<JsonObject> latencies =
        Record.of(ask("req", "{\"query\": \"latest\", \"count\": 1000}").getFirst()).stream()
            .filter(each -> each.isOf("frame"))
            .flatMap(each -> each.stages().stream())
            .filter(stage -> stage.get("stage_name").getAsString().equals("sink"))
            .map(stage -> stage.getAsJsonArray("latencies"))
            .filter(each -> !each.isEmpty())
            .map(each -> each.get(0).getAsJsonObject())
            .toList();

    assertThat(latencies)
        .hasSizeGreaterThan(3)
        .allSatisfy(latency -> {
          long min = latency.get("min_latency_us").getAsLong();
          long max = latency.get("max_latency_us").getAsLong();
          assertThat(latency.get("source_stage_name").getAsString()).isEqualTo("slow");
          assertThat(min).isGreaterThanOrEqualTo((long) (LiveModule.SLOW_SECONDS * 1e6));
          assertThat(latency.get("avg_latency_us").getAsDouble())
              .isBetween((double) min, max + 1.0);
          assertThat(latency.get("count").getAsLong()).isEqualTo(10);
        });
  }

  private static List<Long> ids(JsonObject page) {
    return Record.of(page).stream().map(Record::id).toList();
  }

  private static List<JsonObject> ask(String kind, String... queries) {
    return Python.linesOf(
            folder, "ask.py", String.join("\n", queries), product.ports().endpoint(), kind)
        .stream()
        .map(answer -> answer.startsWith("|") ? answer.substring(1) : answer)
        .map(answer -> JsonParser.parseString(answer).getAsJsonObject())
        .toList();
  }
}
