package io.framegauge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The JVM let none of its threads run Java; nanoseconds of `CLOCK_MONOTONIC`.
///
/// @param operation what it did, `SerialCollectForAllocation` for example
/// @param endNanos when it was logged, which is at its end
record Pause(String operation, long startNanos, long endNanos) {
  /// What [#read] needs in the JVM's log.
  static final String LOGGED = "safepoint=info,gc=info";

  private static final Pattern LINE =
      Pattern.compile("\\[(\\d+)ns] Safepoint \"(\\w+)\".* Total: +(\\d+) ns.*");

  /// All pauses in a log of the JVM with the decoration `tn`.
  static List<Pause> read(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .map(LINE::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(Pause::of)
        .toList();
  }

  private static Pause of(MatchResult line) {
    long end = Long.parseLong(line.group(1));
    return new Pause(line.group(2), end - Long.parseLong(line.group(3)), end);
  }

  /// Whether garbage was collected; a scrape asks for deadlocks, for example, which is a pause too.
  boolean collects() {
    return operation.matches("(Serial|Parallel|G1|Z[MR]).*");
  }

  double millis() {
    return (endNanos - startNanos) / 1e6;
  }
}
