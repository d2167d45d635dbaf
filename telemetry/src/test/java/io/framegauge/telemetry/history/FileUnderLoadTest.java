package io.framegauge.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.counter.CounterFile;
import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import io.framegauge.telemetry.record.StageKind;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both lanes are written at full speed into a file, while other processes read it at full speed.
class FileUnderLoadTest {
  private static final int EACH = Boolean.getBoolean("framegauge.long") ? 100_000_000 : 5_000_000;
  private static final int KEPT = 1_000;
  private static final int READERS = 2;

  @TempDir private Path folder;

  @Test
  void shouldNeverGiveAnotherProcessATornRecord() throws Exception {
    Path path = folder.resolve("load.telemetry");
    Limits limits = new Limits(Ring.STAGES, Ring.LINKS, 1, 1);
    long ringBytes = RecordRing.bytes(KEPT, Ring.STAGES, Ring.LINKS);
    try (CounterFile file = CounterFile.create(path, LiveCounters.bytes(limits, ringBytes))) {
      LiveCounters counters =
          LiveCounters.inFile(
              file,
              new RunIdentity(
                  "load",
                  UUID.randomUUID().toString(),
                  1,
                  System.currentTimeMillis(),
                  System.nanoTime()),
              RunSettings.UNKNOWN,
              limits);
      for (int stage = 0; stage < Ring.STAGES; stage++) {
        counters.stage("stage" + stage, "factory", StageKind.ELEMENT);
      }
      Ring ring = new Ring(KEPT, counters.ring());
      file.publish();
      List<Process> readers = new ArrayList<>();
      try {
        List<BufferedReader> told = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
          readers.add(start(path));
          told.add(readers.getLast().inputReader());
        }
        for (BufferedReader each : told) {
          counters.beat(System.currentTimeMillis(), System.nanoTime());
          assertThat(each.readLine()).isEqualTo("following");
        }
        write(counters, ring);
        for (BufferedReader each : told) {
          check(each.lines().toList());
        }
      } finally {
        readers.forEach(Process::destroyForcibly);
      }
    }
  }

  private static Process start(Path path) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            FileFollower.class.getName(),
            path.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void write(LiveCounters counters, Ring ring) throws Exception {
    CompletableFuture<Void> frames = writing(ring, RecordType.FRAME);
    CompletableFuture<Void> timestamps = writing(ring, RecordType.TIMESTAMP);
    CompletableFuture<Void> both = CompletableFuture.allOf(frames, timestamps);
    while (!both.isDone()) {
      counters.beat(System.currentTimeMillis(), System.nanoTime());
      both.copy().completeOnTimeout(null, 100, TimeUnit.MILLISECONDS).join();
    }
    both.get(1, TimeUnit.SECONDS);
    counters.closed(System.currentTimeMillis());
  }

  /// Frame records have even timestamps and timestamp records odd ones, both in order.
  private static CompletableFuture<Void> writing(Ring ring, RecordType type) {
    return CompletableFuture.runAsync(
        () -> {
          for (long i = 0; i < EACH; i++) {
            ring.write(type, 2 * i + (type == RecordType.FRAME ? 0 : 1));
          }
        },
        task -> Thread.ofPlatform().daemon().start(task));
  }

  private static void check(List<String> told) {
    assertThat(told).as("one line: nothing was wrong").hasSize(1);
    String[] numbers = told.getFirst().split(" ", -1);
    long read = Long.parseLong(numbers[0]);
    long skipped = Long.parseLong(numbers[1]);
    System.out.printf("another process read %d records, was overrun by %d%n", read, skipped);
    assertThat(read + skipped).isEqualTo(2L * EACH);
    assertThat(Long.parseLong(numbers[2])).isEqualTo(2L * EACH - 1);
    assertThat(read).isGreaterThan(100);
    assertThat(Long.parseLong(numbers[3])).isPositive();
  }
}
