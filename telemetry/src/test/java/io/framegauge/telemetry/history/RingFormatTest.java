package io.framegauge.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the page that describes the file to the ring in it.
class RingFormatTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| [^|]+ \\| ([a-z_]+) \\|");

  @Test
  void shouldNameEveryFieldAndItsOffset() throws Exception {
    String page = Files.readString(Path.of("FILE-FORMAT.md"));
    String ring = page.substring(page.indexOf("\n## Ring\n"), page.indexOf("\n## Codes\n"));
    Map<String, Long> fields = new TreeMap<>();
    Matcher row = ROW.matcher(ring);
    while (row.find()) {
      fields.put(row.group(2), Long.valueOf(row.group(1)));
    }

    assertThat(fields)
        .containsOnly(
            Map.entry("sequence", RingLayout.SEQUENCE),
            Map.entry("id", RingLayout.ID),
            Map.entry("type", RingLayout.TYPE),
            Map.entry("stage_count", RingLayout.STAGE_COUNT),
            Map.entry("latency_count", RingLayout.LATENCY_COUNT),
            Map.entry("ts_millis", RingLayout.TS_MILLIS),
            Map.entry("monotonic", RingLayout.MONOTONIC),
            Map.entry("frame_no", RingLayout.FRAME_NO),
            Map.entry("objects", RingLayout.OBJECTS),
            Map.entry("stages", RingLayout.STAGES));
    assertThat(ring)
        .contains("\n" + RingLayout.NEXT_ID + "    | next id")
        .contains(
            "\n%d   | lane 0: completed records | %d: id in the making"
                .formatted(RingLayout.completed(0), RingLayout.making(0)))
        .contains(
            "\n%d   | lane 1: completed records | %d: id in the making"
                .formatted(RingLayout.completed(1), RingLayout.making(1)))
        .contains("\n" + RingLayout.HEADER_BYTES + "   +-")
        .contains("`history + " + RingLayout.SPARE_SLOTS + "`")
        .contains("come latencies of " + RingLayout.LATENCY_BYTES + " bytes")
        .contains(
            "`%d + %d * max_stages + %d * max_links` bytes"
                .formatted(RingLayout.STAGES, RingLayout.STAGE_BYTES, RingLayout.LATENCY_BYTES));
  }
}
