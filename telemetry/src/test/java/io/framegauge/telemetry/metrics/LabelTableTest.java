package io.framegauge.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LabelTableTest {
  private volatile LabelTable<String> shared = new LabelTable<>(2);

  private static <V> LabelTable<V> with(LabelTable<V> table, V value, String... labels) {
    LabelTable<V> room = table.roomFor();
    room.put(value, labels);
    return room;
  }

  @Test
  void shouldDoWhatAMapDoes() {
    Random random = new Random(20261121);
    Map<List<String>, Integer> expected = new HashMap<>();
    LabelTable<Integer> table = new LabelTable<>(2);
    for (int i = 0; i < 50_000; i++) {
      String[] key = {"a" + random.nextInt(9), "camera-" + random.nextInt(40)};
      if (random.nextInt(3) == 0) {
        table.remove(key);
        expected.remove(List.of(key));
      } else if (table.find(key) == null) {
        table = with(table, i, key);
        expected.put(List.of(key), i);
      }
      assertThat(table.find(key)).isEqualTo(expected.get(List.of(key)));
    }

    assertThat(table.size()).isEqualTo(expected.size());
    Map<List<String>, Integer> told = new HashMap<>();
    table.forEach((labels, value) -> told.put(List.of(labels), value));
    assertThat(told).isEqualTo(expected);
  }

  @Test
  void shouldFindTheOneValueWithoutLabels() {
    LabelTable<String> table = with(new LabelTable<>(0), "only");

    assertThat(table.find()).isEqualTo("only");
    assertThat(table.find("x")).isNull();
    table.remove();
    assertThat(table.find()).isNull();
    assertThat(table.size()).isZero();
  }

  @Test
  void shouldTellTextsOfOneHashApart() {
    LabelTable<Integer> table = new LabelTable<>(1);
    List<String> same = List.of("AaAaAa", "AaAaBB", "AaBBAa", "BBAaAa", "BBBBAa", "BBBBBB");
    for (String label : same) {
      table = with(table, same.indexOf(label), label);
    }
    table.remove("AaBBAa");

    assertThat(table.find("BBBBBB")).isEqualTo(5);
    assertThat(table.find("AaBBAa")).isNull();
    assertThat(table.find(String.join("", "BB", "AaAa"))).isEqualTo(3);
  }

  /// Readers go on while values come and go: they find what stays, and never another one's.
  @Test
  void shouldNeverAnswerTheValueOfOthers() throws Exception {
    shared = with(shared, "stays x", "stays", "x");
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; i < 300_000; i++) {
            String label = "c" + i % 7;
            if (shared.find(label, "x") == null) {
              shared = with(shared, label + " x", label, "x");
            } else {
              shared.remove(label, "x");
            }
          }
        });

    while (!writing.isDone()) {
      assertThat(shared.find("stays", "x")).isEqualTo("stays x");
      for (int i = 0; i < 7; i++) {
        String label = "c" + i;
        assertThat(shared.find(label, "x")).isIn(null, label + " x");
      }
    }
    writing.get(10, TimeUnit.SECONDS);
  }
}
