package io.framegauge.adapters.cli;

import static io.framegauge.adapters.cli.SampleRecords.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordTableTest {
  private final StringWriter text = new StringWriter();

  private RecordTable table(boolean stages, boolean colour) {
    return new RecordTable(new PrintWriter(text), ZoneId.of("UTC"), stages, colour);
  }

  @Test
  void shouldShowRatesSinceTheRecordOfTheSameType() {
    RecordTable table = table(false, false);
    table.begin("city-traffic", "6f0c", List.of());
    List.of(numbered(0), numbered(1), numbered(2), numbered(3)).forEach(table::write);
    assertThat(text)
        .hasToString(
            """
            city-traffic, run 6f0c, times in UTC
                id type      time                        frames    objects      fps   obj/s
                 0 initial   2023-11-14 22:13:20.000          0          0        -       -
                 1 frame     2023-11-14 22:13:20.500         15         30    30.00   60.00
                 2 timestamp 2023-11-14 22:13:21.000         30         60    30.00   60.00
                 3 frame     2023-11-14 22:13:21.500         45         90    30.00   60.00
            """);
  }

  @Test
  void shouldCountRatesFromRecordsBeforeTheFirst() {
    RecordTable table = table(false, false);
    table.begin("city-traffic", "6f0c", List.of(numbered(5), numbered(6)));
    table.write(numbered(7));
    assertThat(text.toString())
        .endsWith("7 frame     2023-11-14 22:13:23.500        105        210    30.00   60.00\n");
  }

  @Test
  void shouldNotCountRatesOverTheStartOfAnotherRun() {
    RecordTable table = table(false, false);
    table.begin("city-traffic", "6f0c", List.of(numbered(5)));
    table.begin("city-traffic", "70aa", List.of());
    table.write(numbered(7));
    assertThat(text.toString()).endsWith("       105        210        -       -\n");
  }

  @Test
  void shouldShowStagesWithTheTimeSpentInThem() {
    RecordTable table = table(true, false);
    table.begin("city-traffic", "6f0c", List.of());
    table.write(SampleRecords.withStages());
    assertThat(text)
        .hasToString(
            """
            city-traffic, run 6f0c, times in UTC
                id type      time                        frames    objects      fps   obj/s
              stage                       queue     frames    objects    avg ms    max ms
                52 frame     2023-11-14 22:13:20.000        795       1345        -       -
              ingress                         3        795          0     0.026     0.090
              draw, left                      -        790       1345     2.000     2.500
              sink                            0          5         10         -         -
            """);
  }

  @Test
  void shouldFitEightyColumns() {
    RecordTable table = table(true, false);
    table.begin("city-traffic", "6f0c3b2e-672f-426b-8c3d-386142bcb08c", List.of());
    table.write(SampleRecords.withStages());
    assertThat(text.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void shouldColourWhereItIsWanted() {
    RecordTable table = table(false, true);
    table.begin("a", "r", List.of());
    assertThat(text.toString()).startsWith("\u001b[1ma, run r, times in UTC\u001b[0m\n");
  }
}
