package io.framegauge.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Queries of the history by a pyzmq client, in turn with an echo server in pyzmq.
final class QueryRows {
  private static final int STAGES = 20;
  private static final int RECORDS = 200;

  private QueryRows() {}

  static void measure(Effort effort, Report report) throws IOException, InterruptedException {
    List<String> sets =
        List.of(
            "metrics.frame_period=1",
            "metrics.history=" + RECORDS,
            "history_server.enabled=true",
            "history_server.endpoint=tcp://127.0.0.1:*",
            "history_server.stream_endpoint=tcp://127.0.0.1:*");
    try (RecordedRun run = new RecordedRun("query", STAGES, sets)) {
      for (int i = 0; i < RECORDS; i++) {
        run.frame();
        run.left();
      }
      Script.lines("query.py", endpoint(run), "" + effort.pick(5, 30))
          .forEach(line -> add(line.split(" ", -1), report));
    }
  }

  private static String endpoint(RecordedRun run) {
    return run.telemetry().addresses().stream()
        .filter(address -> address.startsWith("history: "))
        .map(address -> address.substring("history: ".length(), address.indexOf(',')))
        .findFirst()
        .orElseThrow();
  }

  /// A line of `query.py`: name, bytes, records, stages, then p10, p50, count of both sides.
  private static void add(String[] words, Report report) {
    double ours = Double.parseDouble(words[4]);
    double theirs = Double.parseDouble(words[7]);
    report.note(
        "%s: %s records of %s stages, %s B: ours p10 %.0f, p50 %.0f µs; echo p10 %.0f, p50 %.0f µs",
        words[0],
        words[2],
        words[3],
        words[1],
        ours,
        Double.parseDouble(words[5]),
        theirs,
        Double.parseDouble(words[8]));
    if (words[0].toLowerCase(Locale.ROOT).equals("latest_1")) {
      report.add(Row.ratio("query", 1e6 / ours, "/s", 1e6 / theirs, Row.atLeast(0.7)));
    } else {
      report.add(Row.ratio("query.100_records", ours, "µs", theirs, Row.atMost(3)));
    }
  }
}
