package io.framegauge.telemetry.prometheus;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// How a scrape is wanted.
///
/// @param escaping the scheme for names that a client asked for, empty when it named none
/// @param names only metrics with these names, with or without the ending of their type; all when
///   empty
record ScrapeRequest(Format format, String escaping, Set<String> names) {

  ScrapeRequest {
    names = Set.copyOf(names);
  }

  ScrapeRequest(Format format) {
    this(format, "", Set.of());
  }

  /// The media type of the answer; it repeats the escaping scheme, as the format wants it.
  String contentType() {
    String type = format.contentType();
    return escaping.isEmpty() ? type : type + "; escaping=" + escaping;
  }

  /// Whether families may be written by [FamilyText]: all are wanted, and under their own names.
  boolean plain() {
    return names.isEmpty() && !escaping.equals("dots");
  }

  /// Writes into memory. On a virtual thread the JDK's `BufferedWriter`, which the library writes
  /// with, begins with 512 characters and grows to no more than each write needs: 20 MB of garbage
  /// a scrape. So a platform thread writes, which neither waits for a client nor outlives the call.
  void write(MetricSnapshots snapshots, OutputStream out) {
    if (Thread.currentThread().isVirtual()) {
      Thread.Builder writers = Thread.ofPlatform().daemon().name("framegauge-scrape");
      CompletableFuture.runAsync(() -> writeHere(snapshots, out), writers::start).join();
    } else {
      writeHere(snapshots, out);
    }
  }

  private void writeHere(MetricSnapshots snapshots, OutputStream out) {
    EscapingScheme scheme =
        escaping.isEmpty()
            ? EscapingScheme.DEFAULT
            : EscapingScheme.fromAcceptHeader("text/plain; escaping=" + escaping);
    try {
      format.writer().write(out, wanted(snapshots), scheme);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  private MetricSnapshots wanted(MetricSnapshots snapshots) {
    return names.isEmpty()
        ? snapshots
        : new MetricSnapshots(snapshots.stream().filter(this::wanted).toList());
  }

  private boolean wanted(MetricSnapshot snapshot) {
    String name = snapshot.getMetadata().getName();
    return switch (snapshot) {
      case CounterSnapshot counter -> names.contains(name) || names.contains(name + "_total");
      case InfoSnapshot info -> names.contains(name) || names.contains(name + "_info");
      default ->
          names.contains(name)
              || names.contains(name + "_bucket")
              || names.contains(name + "_count")
              || names.contains(name + "_sum");
    };
  }
}
