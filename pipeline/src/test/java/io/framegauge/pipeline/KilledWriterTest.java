package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.ObservedRun;
import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left in the telemetry file of a process that was killed with SIGKILL at any moment: all
/// that it had counted, and every record that it had completed.
class KilledWriterTest {
  private static final int KILLS = Boolean.getBoolean("framegauge.long") ? 200 : 10;
  private static final int MOST_MILLIS = 300;

  /// Each lane may be in the middle of a record.
  private static final int MOST_LOST = 2;

  @TempDir private Path folder;

  private final Random random = new Random(4);

  /// What a process told last before it was killed.
  private record Told(long turns, long frames, long frameNo, long id) {
    static Told of(String line) {
      String[] numbers = line.split(" ", -1);
      return new Told(
          Long.parseLong(numbers[0]),
          Long.parseLong(numbers[1]),
          Long.parseLong(numbers[2]),
          Long.parseLong(numbers[3]));
    }
  }

  @Test
  void shouldKeepAllThatWasCountedAndRecorded() throws Exception {
    Path file = folder.resolve("killed.telemetry");
    Set<String> runs = new HashSet<>();
    long records = 0;
    int lost = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Told told = runAndKill(file);
      ObservedRun run = ObservedRun.open(file, InstantSource.system(), KilledWriterTest::later);
      assertThat(run.isLive()).isFalse();
      runs.add(run.identity().run());
      checkCounts(run, told);
      List<StatRecord> kept = kept(run, told);
      records += kept.size();
      lost += checkIds(kept);
      checkContents(kept);
    }
    System.out.printf(
        "%d processes killed: %d records read back, %d lost in the making%n", KILLS, records, lost);
    assertThat(runs).hasSize(KILLS);
  }

  private Told runAndKill(Path file) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "told", "");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                file.toString())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try {
      await(process, () -> !told(out).isEmpty());
      LockSupport.parkNanos(random.nextLong(MOST_MILLIS * 1_000_000L));
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    return Told.of(told(out).getLast());
  }

  /// The lines it has completed.
  private static List<String> told(Path out) {
    try {
      String all = Files.readString(out);
      return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(Process process, BooleanSupplier condition) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive() && System.nanoTime() < deadline)
          .as(Files.readString(folder.resolve("err")))
          .isTrue();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void checkCounts(ObservedRun run, Told told) {
    long frames = run.counters().stages().getLast().frames();
    assertThat(frames).isGreaterThanOrEqualTo(told.frames);
    FamilyValues turns = family(run, "turns");
    long counted = turns.series().getFirst().bits();
    assertThat(counted).isGreaterThanOrEqualTo(told.turns);
    double level = family(run, "level").series().getFirst().asDouble();
    assertThat((double) counted - level).isBetween(0.0, 1.0);
  }

  private static FamilyValues family(ObservedRun run, String name) {
    return run.counters().families().stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<StatRecord> kept(ObservedRun run, Told told) {
    Page newest = run.history().latest(1, Long.MAX_VALUE);
    assertThat(newest.newestId()).isGreaterThanOrEqualTo(told.id);
    Page page = run.history().newerThan(newest.oldestId() - 1, KilledWriter.HISTORY);
    assertThat(page.more()).isFalse();
    assertThat(page.records().getLast().id()).isEqualTo(newest.newestId());
    boolean whole = page.records().size() == newest.newestId() - newest.oldestId() + 1;
    assertThat(page.gap()).isEqualTo(!whole);
    assertThat(run.history().newest(RecordType.FRAME).map(StatRecord::frameNo).orElse(0L))
        .isGreaterThanOrEqualTo(told.frameNo);
    return page.records();
  }

  /// Ids go up by one; only a record that its lane had not completed may be missing, and nothing
  /// follows it in its lane.
  private static int checkIds(List<StatRecord> kept) {
    List<Long> missing =
        new ArrayList<>(
            LongStream.rangeClosed(kept.getFirst().id(), kept.getLast().id()).boxed().toList());
    missing.removeAll(new HashSet<>(kept.stream().map(StatRecord::id).toList()));
    assertThat(missing).hasSizeLessThanOrEqualTo(MOST_LOST);
    for (long lost : missing) {
      assertThat(kept.stream().filter(each -> each.id() > lost).map(each -> each.type()).distinct())
          .as("types after the lost record %d", lost)
          .hasSize(1);
    }
    return missing.size();
  }

  /// All of a frame record follows from its number: nothing in the pipeline keeps or drops a frame.
  private static void checkContents(List<StatRecord> kept) {
    long frameNo = -1;
    long monotonic = 0;
    for (StatRecord each : kept) {
      StageStat sink = each.stageStats().getLast();
      assertThat(each.frameNo()).isEqualTo(sink.frameCounter());
      assertThat(each.stageStats()).hasSize(4);
      if (each.type() == RecordType.FRAME) {
        assertThat(each.stageStats())
            .allSatisfy(stage -> assertThat(stage.frameCounter()).isEqualTo(each.frameNo()));
        assertThat(frameNo < 0 || each.frameNo() == frameNo + 1).as("%s", each).isTrue();
        assertThat(each.monotonicNanos()).isGreaterThan(monotonic);
        assertThat(sink.latencies())
            .singleElement()
            .satisfies(latency -> {
              assertThat(latency.count()).isEqualTo(1);
              assertThat(latency.minMicros()).isEqualTo(latency.maxMicros());
              assertThat((long) latency.avgMicros()).isEqualTo(latency.minMicros());
            });
        frameNo = each.frameNo();
        monotonic = each.monotonicNanos();
      }
    }
  }

  /// A time at which the missing heartbeat tells that the process is gone.
  private static long later() {
    return System.nanoTime() + 2 * ObservedRun.HEARTBEAT_LIMIT.toNanos();
  }
}
