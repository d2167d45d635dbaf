package io.framegauge.adapters.cli;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Records for people: a line a record, at most 80 columns, with the rates since the record of the
/// same type before it; on demand a line a stage below it.
final class RecordTable implements RecordOutput {
  private static final int RECORDS_FOR_RATES = 20;
  private static final String RECORD = "%6s %-9s %-23s %10s %10s %8s %7s";
  private static final String STAGE = "  %-26s %6s %10s %10s %9s %9s";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private final PrintWriter out;
  private final ZoneId zone;
  private final boolean stages;
  private final boolean colour;
  private final Map<RecordType, StatRecord> last = new EnumMap<>(RecordType.class);

  /// @param zone of the times shown
  /// @param stages whether each record is followed by its stages
  RecordTable(PrintWriter out, ZoneId zone, boolean stages, boolean colour) {
    this.out = out;
    this.zone = zone;
    this.stages = stages;
    this.colour = colour;
  }

  @Override
  public int wantedBefore() {
    return RECORDS_FOR_RATES;
  }

  @Override
  public void begin(String pipelineName, String run, List<StatRecord> before) {
    last.clear();
    before.forEach(this::remember);
    line("1", "%s, run %s, times in %s", pipelineName, run, zone);
    line("1", RECORD, "id", "type", "time", "frames", "objects", "fps", "obj/s");
    if (stages) {
      line("2", STAGE, "stage", "queue", "frames", "objects", "avg ms", "max ms");
    }
  }

  @Override
  public void write(StatRecord statRecord) {
    Optional<StatRecord> before = remember(statRecord);
    line(
        "",
        RECORD,
        statRecord.id(),
        statRecord.type().label(),
        TIME.format(Instant.ofEpochMilli(statRecord.tsMillis()).atZone(zone)),
        statRecord.frameNo(),
        statRecord.objectCounter(),
        before.flatMap(b -> rate(b, statRecord, StatRecord::frameNo)).orElse("-"),
        before.flatMap(b -> rate(b, statRecord, StatRecord::objectCounter)).orElse("-"));
    if (stages) {
      Residences residences = Residences.of(statRecord);
      statRecord.stageStats().forEach(stage -> stage(stage, residences));
    }
  }

  /// Keeps a record for the rates of the next, and answers the one that its own count from.
  private Optional<StatRecord> remember(StatRecord statRecord) {
    if (statRecord.type() == RecordType.INITIAL) {
      last.put(RecordType.FRAME, statRecord);
      last.put(RecordType.TIMESTAMP, statRecord);
      return Optional.empty();
    }
    return Optional.ofNullable(last.put(statRecord.type(), statRecord));
  }

  private interface Count {
    long of(StatRecord statRecord);
  }

  private static Optional<String> rate(StatRecord before, StatRecord now, Count count) {
    long millis = now.tsMillis() - before.tsMillis();
    return millis <= 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "%.2f", (count.of(now) - count.of(before)) * 1000.0 / millis));
  }

  private void stage(StageStat stage, Residences residences) {
    Optional<StageLatency> time = residences.in(stage.stageName());
    line(
        "2",
        STAGE,
        stage.stageName(),
        stage.queueLength().isPresent() ? stage.queueLength().getAsLong() : "-",
        stage.frameCounter(),
        stage.objectCounter(),
        time.map(t -> millis(t.avgMicros())).orElse("-"),
        time.map(t -> millis(t.maxMicros())).orElse("-"));
  }

  private static String millis(double micros) {
    return String.format(Locale.ROOT, "%.3f", micros / 1000);
  }

  /// @param style of ANSI; empty for plain text
  private void line(String style, String format, Object... values) {
    String text = String.format(Locale.ROOT, format, values);
    out.print(
        colour && !style.isEmpty() ? "\u001b[" + style + "m" + text + "\u001b[0m\n" : text + "\n");
  }
}
