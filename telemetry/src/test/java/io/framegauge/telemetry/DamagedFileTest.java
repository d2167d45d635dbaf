package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.counter.TelemetryFileException;
import io.framegauge.telemetry.record.DamagedTelemetryException;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that were changed, cut, or are none: each is refused with its reason, or read as far as it
/// makes sense. Nothing hangs, and nothing throws but what is documented.
class DamagedFileTest {
  private static final Duration FUZZING =
      Duration.ofSeconds(Boolean.getBoolean("framegauge.long") ? 120 : 5);
  private static final Duration MOST_FOR_ONE = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("city.telemetry");
    try (FlowingTelemetry flowing = new FlowingTelemetry(file)) {
      flowing.telemetry.families().counterFamily("cars", "", "", "lane").labels("1").inc(3);
      flowing.telemetry.families().gaugeFamily("heat", "", "celsius").set(-12.75);
      flowing
          .telemetry
          .families()
          .histogramFamily("size", "", "bytes", List.of(1.0, 10.0))
          .observe(7);
      flowing.telemetry.families().stateFamily("mode", "", List.of("day", "night")).set("night");
      flowing.frames(500).end();
    }
    whole = Files.readAllBytes(file);
  }

  private void put(int offset, long value) throws IOException {
    ByteBuffer.wrap(whole).order(ByteOrder.nativeOrder()).putLong(offset, value);
    Files.write(file, whole);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> ObservedRun.open(file))
        .isInstanceOf(TelemetryFileException.class)
        .hasMessage(message + ": " + file);
  }

  @Test
  void shouldRefuseAForeignFile() throws IOException {
    Files.writeString(file, "name: city\npipeline: {}\n");
    assertRefused("not a telemetry file");
    Files.writeString(file, "");
    assertRefused("not a telemetry file");
    Files.writeString(file, "FGAUGE0");
    assertRefused("not a telemetry file");
  }

  @Test
  void shouldRefuseWhatIsNoFile() throws IOException {
    Files.delete(file);
    assertRefused("no such telemetry file");
    Files.createDirectory(file);
    assertRefused("not a telemetry file, not even a regular one");
  }

  @ParameterizedTest
  @CsvSource({"8", "100", "16383"})
  void shouldRefuseAFileThatEndsInItsHeader(int bytes) throws IOException {
    cut(bytes);
    assertRefused("the telemetry file is truncated: it has %d of 16384 bytes".formatted(bytes));
  }

  @ParameterizedTest
  @CsvSource({"16384", "100000", "400000"})
  void shouldRefuseAFileThatEndsEarly(int bytes) throws IOException {
    cut(bytes);
    assertRefused(
        "the telemetry file is truncated: it has %d of %d bytes".formatted(bytes, whole.length));
  }

  private void cut(long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  @Test
  void shouldRefuseAFileThatGrew() throws IOException {
    Files.write(file, new byte[5], StandardOpenOption.APPEND);
    assertRefused("the telemetry file is damaged: size=" + (whole.length + 5));
  }

  @ParameterizedTest
  @CsvSource({
    "8, 4, 'has layout version 4, this Framegauge reads version 5'",
    "8, 6, 'has layout version 6, this Framegauge reads version 5'",
    "12, 1024, 'is damaged: header_bytes=1024'",
    "16, 1000, 'is damaged: total_bytes=1000'",
    "64, 0, 'is damaged: max_stages=0'",
    "68, -1, 'is damaged: max_links=-1'",
    "72, 1000000, 'is damaged: max_families=1000000'",
    "76, 2147483647, 'is damaged: max_series=2147483647'",
    "80, 8, 'is damaged: ring_offset=8'",
    "88, 8, 'is damaged: ring_bytes=8'",
    "200, -7, 'is damaged: history=-7'"
  })
  void shouldRefuseAHeaderThatCannotBe(int offset, int value, String reason) throws IOException {
    ByteBuffer.wrap(whole).order(ByteOrder.nativeOrder()).putInt(offset, value);
    Files.write(file, whole);
    assertRefused("the telemetry file " + reason);
  }

  @Test
  void shouldRefuseARingThatCannotBe() throws IOException {
    int ring = (int) ByteBuffer.wrap(whole).order(ByteOrder.nativeOrder()).getLong(80);
    put(ring, 77);
    assertThatThrownBy(() -> ObservedRun.open(file))
        .isInstanceOf(TelemetryFileException.class)
        .hasMessageStartingWith("the telemetry file is damaged (telemetry memory is damaged: ");
  }

  @Test
  void shouldTellAStateThatCannotBe() throws IOException {
    put(128, 77);
    ObservedRun run = ObservedRun.open(file);

    assertThatThrownBy(() -> run.counters().state())
        .isInstanceOf(DamagedTelemetryException.class)
        .hasMessage("telemetry memory is damaged: state=77");
    assertThat(run.history().latest(100, Long.MAX_VALUE).records()).hasSize(20);
  }

  @Test
  void shouldTellThatAFileWasCutWhileItIsRead() throws IOException {
    ObservedFile observed = new ObservedFile(file);
    ObservedRun run = observed.current();
    assertThat(run.counters().stages()).hasSize(3);
    cut(16_384);

    assertThatThrownBy(observed::current)
        .isInstanceOf(TelemetryFileException.class)
        .hasMessage(
            "the telemetry file is truncated: it has 16384 of %d bytes: %s"
                .formatted(whole.length, file));
    assertThatThrownBy(() -> run.counters().stages())
        .isInstanceOf(DamagedTelemetryException.class)
        .hasMessage("telemetry memory was cut while it was read");
    assertThatThrownBy(() -> run.history().latest(100, Long.MAX_VALUE))
        .isInstanceOf(DamagedTelemetryException.class);
  }

  /// A failing access in compiled code is told later than one in interpreted code.
  @Test
  void shouldTellThatAFileWasCutToAReaderAtFullSpeed() throws Exception {
    List<Callable<Object>> readings = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      Files.write(file, whole);
      ObservedRun run = ObservedRun.open(file);
      readings.add(() -> run.counters().framesLeft());
      readings.add(() -> run.counters().state());
      readings.add(() -> run.counters().stageName(1, Long.MAX_VALUE));
      readings.add(() -> run.history().newest(RecordType.FRAME));
      readings.add(run::isLive);
      for (Callable<Object> reading : readings) {
        Files.write(file, whole);
        for (int i = 0; i < 3_000; i++) {
          reading.call();
        }
        cut(0);
        for (int i = 0; i < 20; i++) {
          assertThatThrownBy(reading::call).isInstanceOf(DamagedTelemetryException.class);
        }
      }
      readings.clear();
      Files.delete(file);
    }
  }

  /// Bits are flipped all over the file, and numbers that are limits of something are put at places
  /// of cells; then everything is read that can be.
  @Test
  void shouldReadOrRefuseAnything() throws IOException {
    Random random = new Random(20261121);
    long deadline = System.nanoTime() + FUZZING.toNanos();
    int refused = 0;
    int damaged = 0;
    int read = 0;
    while (System.nanoTime() < deadline) {
      long began = System.nanoTime();
      damage(random);
      try {
        readAll(ObservedRun.open(file, InstantSource.system(), clock(random)));
        read++;
      } catch (TelemetryFileException e) {
        refused++;
      } catch (DamagedTelemetryException e) {
        damaged++;
      }
      assertThat(System.nanoTime() - began).isLessThan(MOST_FOR_ONE.toNanos());
    }
    System.out.printf("fuzzed files: %d read, %d damaged, %d refused%n", read, damaged, refused);
    assertThat(refused).isPositive();
    assertThat(damaged).isPositive();
    assertThat(read).isPositive();
  }

  /// The writer is taken for alive or for dead.
  private static LongSupplier clock(Random random) {
    long ahead = random.nextBoolean() ? 0 : TimeUnit.MINUTES.toNanos(1);
    return () -> System.nanoTime() + ahead;
  }

  private void damage(Random random) throws IOException {
    byte[] bytes = whole.clone();
    ByteBuffer cells = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    long[] extremes = {
      0, 1, -1, 2, 255, 1L << 31, (1L << 32) - 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62
    };
    int ring = (int) cells.getLong(80);
    int links = 16_384 + 8 * 3072;
    int families = links + 16 * 1536;
    int series = families + 256 * 2048;
    int[] beginnings = {
      0,
      128,
      16_384,
      links,
      families,
      series,
      series + 32 * cells.getInt(76),
      ring,
      ring + 256,
      random.nextInt(bytes.length - 4096)
    };
    for (int i = 1 + random.nextInt(20); i > 0; i--) {
      int begin = beginnings[random.nextInt(beginnings.length)];
      int at = begin + (random.nextInt(4096) & -8);
      if (random.nextBoolean()) {
        bytes[at + random.nextInt(8)] ^= (byte) (1 << random.nextInt(8));
      } else {
        cells.putLong(at, extremes[random.nextInt(extremes.length)]);
      }
    }
    if (random.nextInt(4) > 0) { // most headers stay such that the rest is looked at
      System.arraycopy(whole, 0, bytes, 0, 128);
      System.arraycopy(whole, ring, bytes, ring, 16);
    }
    int length = random.nextInt(10) == 0 ? random.nextInt(bytes.length) : bytes.length;
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(length);
      out.write(bytes, 0, length);
    }
  }

  private static void readAll(ObservedRun run) {
    assertThat(run.identity().run()).hasSize(36);
    assertThat(run.build()).isNotNull();
    assertThat(run.heartbeatAge().isNegative()).isFalse();
    assertThat(run.history().newerThan(-1, 1_000).records().size()).isLessThan(30);
    assertThat(run.history().latest(1_000, Long.MAX_VALUE).records().size()).isLessThan(30);
    assertThat(run.history().window(0, Long.MAX_VALUE, 1_000, 40).records().size()).isLessThan(30);
    for (RecordType type : RecordType.values()) {
      assertThat(run.history().newest(type).map(StatRecord::type).orElse(type)).isEqualTo(type);
    }
    DamagedTelemetryException found = null;
    for (Runnable reading :
        new Runnable[] {run.counters()::state, run.counters()::stages, run.counters()::families}) {
      try {
        reading.run();
      } catch (DamagedTelemetryException e) {
        found = e;
      }
    }
    assertThat(run.isLive()).isIn(true, false);
    if (found != null) {
      throw found;
    }
    run.info();
  }
}
