package io.framegauge.benchmarks;

import java.io.IOException;
import java.util.List;

/// Throughput and memory of the buffer adapter, in turn with [BareForwarder], which has no disk.
final class BufferRows {
  private static final double MEGABYTE = 1 << 20;

  private final Effort effort;
  private final Report report;

  private BufferRows(Effort effort, Report report) {
    this.effort = effort;
    this.report = report;
  }

  static void measure(Effort effort, Report report) throws IOException, InterruptedException {
    BufferRows rows = new BufferRows(effort, report);
    rows.measure("buffer.1k", 1 << 10);
    rows.measure("buffer.1m", 1 << 20);
  }

  private void measure(String name, int bytes) throws IOException, InterruptedException {
    List<String> at = List.of(free(), free(), free(), free());
    try (Served ours = Served.buffer(at.get(0), at.get(1));
        Served bare = Served.forwarder(at.get(2), at.get(3))) {
      ours.awaitScrape();
      String[] words =
          Script.lines(
                  "buffer.py",
                  at.get(0),
                  at.get(1),
                  at.get(2),
                  at.get(3),
                  "" + bytes,
                  "" + effort.pick(4, 20))
              .getFirst()
              .split(" ", -1);
      double our = add(name, "ours", words, 0, bytes);
      double their = add(name, "bare", words, 3, bytes);
      report.add(Row.shown(name, our, "/s", their));
      report.add(Row.shown(name + "_memory", ours.mostMegabytes(), "MB", bare.mostMegabytes()));
    }
  }

  /// Messages a second.
  private double add(String name, String who, String[] words, int from, int bytes) {
    double low = 1e6 / Double.parseDouble(words[from]);
    double median = 1e6 / Double.parseDouble(words[from + 1]);
    report.note(
        "%s, %s: best tenth %.0f messages/s, %.1f MB/s; median %.0f messages/s, %.1f MB/s (%s)",
        name, who, low, low * bytes / MEGABYTE, median, median * bytes / MEGABYTE, words[from + 2]);
    return low;
  }

  private static String free() throws IOException {
    return "tcp://127.0.0.1:" + Served.freePort();
  }
}
