package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.NativeBuckets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterLayoutTest {
  private final MemorySegment memory = Arena.ofAuto().allocate(256, 8);

  private String read(long offset, int capacity) {
    return new TextReading(memory).read(offset, capacity);
  }

  @ParameterizedTest
  @CsvSource({
    "'abc', 8, 'abc'",
    "'abc', 3, 'abc'",
    "'abc', 2, 'ab'",
    "'aä', 2, 'a'", // ä takes two bytes
    "'aä', 3, 'aä'",
    "'a€', 2, 'a'", // € takes three
    "'a€', 3, 'a'",
    "'a€', 4, 'a€'",
    "'a😀b', 4, 'a'", // 😀 takes four
    "'a😀b', 5, 'a😀'",
    "'😀', 3, ''",
    "'', 4, ''"
  })
  void shouldCutTextBetweenCharacters(String text, int capacity, String kept) {
    writeText(memory, 8, capacity, text);

    assertThat(read(8, capacity)).isEqualTo(kept);
  }

  @Test
  void shouldNotWriteBehindTheTextsPlace() {
    memory.fill((byte) 0x55);
    memory.set(ValueLayout.JAVA_INT, 8, 0);

    writeText(memory, 8, 5, "a😀bcdefgh");

    for (long i = 8 + 4 + 5; i < memory.byteSize(); i++) {
      assertThat(memory.get(ValueLayout.JAVA_BYTE, i)).isEqualTo((byte) 0x55);
    }
  }

  @Test
  void shouldReplaceALongTextByAShortOne() {
    writeText(memory, 8, 100, "video/x-raw, width=640");
    writeText(memory, 8, 100, "none");

    assertThat(read(8, 100)).isEqualTo("none");
  }

  @Test
  void shouldNeverReadHalfOfTwoTexts() throws Exception {
    String first = "a".repeat(200);
    String second = "b".repeat(200);
    writeText(memory, 8, 200, first);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; i < 200_000; i++) {
            writeText(memory, 8, 200, i % 2 == 0 ? second : first);
          }
        });

    Set<String> read = new HashSet<>();
    while (!writing.isDone()) {
      read.add(read(8, 200));
    }
    writing.get(10, TimeUnit.SECONDS);

    assertThat(Set.of(first, second)).containsAll(read);
  }

  @Test
  void shouldReadBackWhatItJoined() {
    for (List<String> texts :
        List.of(List.<String>of(), List.of(""), List.of("a"), List.of("", "b", ""))) {
      assertThat(split(joined(texts))).isEqualTo(texts);
    }
  }

  @Test
  void shouldNotLetFieldsOverlap() {
    assertThat(H_FRAME_STAGE + 8).isLessThanOrEqualTo(H_PIPELINE_NAME);
    assertThat(H_PIPELINE_NAME + 4 + PIPELINE_NAME_BYTES).isEqualTo(H_BUILD);
    assertThat(H_BUILD + 4 + BUILD_BYTES).isEqualTo(H_JAVA);
    assertThat(H_JAVA + 4 + BUILD_BYTES).isEqualTo(H_GSTREAMER);
    assertThat(H_GSTREAMER + 4 + BUILD_BYTES).isLessThanOrEqualTo(H_EXTRA_LABELS);
    assertThat(H_EXTRA_LABELS + 4 + EXTRA_LABELS_BYTES).isEqualTo(HEADER_BYTES);
    assertThat(S_NAME + 4 + NAME_BYTES).isEqualTo(S_FACTORY);
    assertThat(S_FACTORY + 4 + FACTORY_BYTES).isEqualTo(S_CAPS);
    assertThat(S_CAPS + 4 + CAPS_BYTES).isLessThanOrEqualTo(STAGE_BYTES);
    assertThat(S_LAST_MATCHED + 8).isLessThanOrEqualTo(S_NAME);
    assertThat(L_WRITING + 8).isEqualTo(L_KEYFRAMES);
    assertThat(L_SUM_NANOS + 8).isEqualTo(L_BUCKETS);
    assertThat(L_BUCKETS + 8 * 17).isLessThanOrEqualTo(L_NATIVE_BUCKETS);
    assertThat(L_NATIVE_BUCKETS + 8 * NativeBuckets.COUNT).isLessThanOrEqualTo(LINK_BYTES);
    assertThat(F_NAME + 4 + FAMILY_NAME_BYTES).isEqualTo(F_UNIT);
    assertThat(F_UNIT + 4 + UNIT_BYTES).isEqualTo(F_HELP);
    assertThat(F_HELP + 4 + HELP_BYTES).isEqualTo(F_LABELS);
    assertThat(F_LABELS + 4 + LABELS_BYTES).isEqualTo(F_BOUND_COUNT);
    assertThat(F_BOUNDS + 8 * MOST_BOUNDS).isLessThanOrEqualTo(F_STATES);
    assertThat(F_STATES + 4 + STATES_BYTES).isEqualTo(FAMILY_BYTES);
    assertThat(E_TURN + 4).isEqualTo(SERIES_BYTES);
    assertThat(B_BUCKETS + 8 * (MOST_BOUNDS + 1)).isLessThanOrEqualTo(ROOM_BYTES);
  }

  @Test
  void shouldBeginWithAMagicThatAFileViewerShows() {
    LiveCounters counters = new Measured().counters;

    byte[] first = new byte[8];
    MemorySegment.copy(counters.memory(), ValueLayout.JAVA_BYTE, 0, first, 0, first.length);
    assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("FGAUGE01");
  }
}
