package io.framegauge.telemetry.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.SeriesKind;
import io.framegauge.telemetry.record.StageKind;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds the page that describes the file to the code that writes it.
class FileFormatTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\| ([^|]+) \\| ([a-z_]+) \\|");

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("FILE-FORMAT.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String section(String title) {
    String rest = page.substring(page.indexOf("\n## " + title + "\n") + 4);
    int end = rest.indexOf("\n## ");
    return end < 0 ? rest : rest.substring(0, end);
  }

  /// The offsets of the fields of a table by name.
  static Map<String, Integer> fields(String section) {
    Map<String, Integer> fields = new TreeMap<>();
    Matcher row = ROW.matcher(section);
    while (row.find()) {
      fields.put(row.group(3), Integer.parseInt(row.group(1)));
    }
    return fields;
  }

  private static Map<String, Integer> constants(String prefix) throws IllegalAccessException {
    Map<String, Integer> constants = new TreeMap<>();
    for (Field field : CounterLayout.class.getDeclaredFields()) {
      if (field.getName().startsWith(prefix + "_") && field.getType() == int.class) {
        String name = field.getName().substring(prefix.length() + 1).toLowerCase(Locale.ROOT);
        constants.put(name, field.getInt(null));
      }
    }
    return constants;
  }

  @ParameterizedTest
  @CsvSource({
    "Header, H",
    "Stage, S",
    "Link, L",
    "Family of series, F",
    "Series, E",
    "Histogram, B"
  })
  void shouldNameEveryFieldAndItsOffset(String title, String prefix) throws Exception {
    assertThat(fields(section(title))).isNotEmpty().isEqualTo(constants(prefix));
  }

  @Test
  void shouldTellTheSizes() {
    assertThat(page)
        .contains("Layout version: **" + CounterLayout.VERSION + "**")
        .contains("| header" + " ".repeat(41) + CounterLayout.HEADER_BYTES + " bytes |")
        .contains("max_stages entries of " + CounterLayout.STAGE_BYTES + " bytes")
        .contains("max_links entries of " + CounterLayout.LINK_BYTES + " bytes")
        .contains("max_families entries of " + CounterLayout.FAMILY_BYTES + " bytes")
        .contains("max_series entries of   " + CounterLayout.SERIES_BYTES + " bytes")
        .contains("| 4 + " + CounterLayout.PIPELINE_NAME_BYTES + " | pipeline_name |")
        .contains("| 4 + " + CounterLayout.BUILD_BYTES + " | gstreamer |")
        .contains("| 4 + " + CounterLayout.EXTRA_LABELS_BYTES + " | extra_labels |")
        .contains("| 4 + " + CounterLayout.NAME_BYTES + " | name |")
        .contains("| 4 + " + CounterLayout.FACTORY_BYTES + " | factory |")
        .contains("| 4 + " + CounterLayout.CAPS_BYTES + " | caps |")
        .contains("| 4 + " + CounterLayout.FAMILY_NAME_BYTES + " | name |")
        .contains("| 4 + " + CounterLayout.UNIT_BYTES + " | unit |")
        .contains("| 4 + " + CounterLayout.HELP_BYTES + " | help |")
        .contains("| 4 + " + CounterLayout.LABELS_BYTES + " | labels |")
        .contains("| 4 + " + CounterLayout.STATES_BYTES + " | states |")
        .contains("| " + CounterLayout.MOST_BOUNDS + " x 8 | bounds |")
        .contains("| " + (CounterLayout.MOST_BOUNDS + 1) + " x 8 | buckets |")
        .contains(CounterLayout.ROOM_BYTES + " bytes and " + CounterLayout.ROOM_BYTES_A_SERIES)
        .contains("counts in " + CounterLayout.ROOM_UNIT + " bytes")
        .contains("at most " + CounterLayout.LABEL_VALUES_BYTES + ", and")
        .contains("| " + (Residence.BOUNDS_NANOS.size() + 1) + " x 8 | buckets |")
        .contains("| " + NativeBuckets.COUNT + " x 8 | native_buckets |");
  }

  @Test
  void shouldTellTheCodes() {
    assertThat(section("Codes"))
        .contains("| " + codes(PipelineState.values(), PipelineState::code) + " |")
        .contains("| " + codes(StageKind.values(), StageKind::code) + " |")
        .contains("| " + codes(SeriesKind.values(), SeriesKind::code) + " |")
        .contains("| " + codes(RecordType.values(), RecordType::code) + " |");
  }

  private static <E extends Enum<E>> String codes(E[] constants, ToIntFunction<E> code) {
    return Stream.of(constants)
        .map(each -> code.applyAsInt(each) + " " + each.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
