package io.framegauge.benchmarks;

import com.google.errorprone.annotations.FormatMethod;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// What was measured: shown as it comes, as a table, and as JSON.
final class Report {
  private final List<Row> rows = new ArrayList<>();
  private final Machine machine;
  private final PrintStream out;

  Report(Machine machine, PrintStream out) {
    this.machine = machine;
    this.out = out;
  }

  /// A line for people that is not part of the table.
  @FormatMethod
  void note(String format, Object... arguments) {
    out.println("  " + String.format(Locale.ROOT, format, arguments));
    out.flush();
  }

  void title(String title) {
    out.println();
    out.println(title);
  }

  void add(Row row) {
    rows.add(row);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  /// The table, to the output.
  void table() {
    out.println();
    out.printf("%-26s %16s %10s %18s  %s%n", "what", "value", "ratio", "target", "verdict");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-26s %16s %10s %18s  %s%n",
          row.name(),
          number(row.value()) + " " + row.unit(),
          row.ratio().isPresent() ? number(row.ratio().getAsDouble()) + "x" : "-",
          row.target().map(target -> words(target, row.ratio().isPresent())).orElse("-"),
          row.pass().map(pass -> pass ? "reached" : "MISSED").orElse("-"));
    }
    out.println();
    machine.lines().forEach(out::println);
  }

  private static String words(Row.Target target, boolean ofRatio) {
    return target.kind().words() + " " + number(target.bound()) + (ofRatio ? "x" : "");
  }

  /// Three significant digits.
  static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /// A list with an object for each row, which also names the machine and the versions.
  void write(Path file) throws IOException {
    JsonArray list = new JsonArray();
    for (Row row : rows) {
      JsonObject one = new JsonObject();
      one.addProperty("name", row.name());
      one.addProperty("value", row.value());
      one.addProperty("unit", row.unit());
      one.add("ratio", ratio(row.ratio()));
      one.add("target", orNull(row.target().map(target -> new JsonPrimitive(target.bound()))));
      one.add(
          "bound", orNull(row.target().map(target -> new JsonPrimitive(target.kind().words()))));
      one.add("pass", orNull(row.pass().map(JsonPrimitive::new)));
      one.addProperty("machine", machine.hardware());
      one.add("versions", machine.versions());
      list.add(one);
    }
    String json = new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(list);
    Files.writeString(file, json + "\n");
  }

  private static JsonElement ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? new JsonPrimitive(ratio.getAsDouble()) : JsonNull.INSTANCE;
  }

  private static JsonElement orNull(Optional<JsonPrimitive> value) {
    return value.<JsonElement>map(primitive -> primitive).orElse(JsonNull.INSTANCE);
  }
}
