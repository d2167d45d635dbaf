package io.framegauge.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// When a frame was due at the sink and when it came, as `benchmeter` has noted it; nanoseconds of
/// `CLOCK_MONOTONIC`.
record Arrival(long dueNanos, long cameNanos) {
  /// @param file what `benchmeter` has written
  static List<Arrival> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    List<Arrival> arrivals = new ArrayList<>();
    while (bytes.hasRemaining()) {
      arrivals.add(new Arrival(bytes.getLong(), bytes.getLong()));
    }
    return arrivals;
  }

  double lateMillis() {
    return (cameNanos - dueNanos) / 1e6;
  }

  /// How much of the way here fell into a pause.
  double pausedMillis(Pause pause) {
    long from = Math.max(dueNanos, pause.startNanos());
    long to = Math.min(cameNanos, pause.endNanos());
    return Math.max(0, to - from) / 1e6;
  }
}
