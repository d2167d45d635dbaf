package io.framegauge.benchmarks;

import io.framegauge.benchmarks.ProbeRows.Costs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The measurements in their order.
final class Sections {
  private final Effort effort;
  private final Report report;
  private final Optional<Path> plot;
  private @Nullable Costs measured;

  /// @param plot where the plot of the slopes goes
  Sections(Effort effort, Report report, Optional<Path> plot) {
    this.effort = effort;
    this.report = report;
    this.plot = plot;
  }

  private interface Section {
    void measure() throws IOException, InterruptedException;
  }

  /// @param only names of sections; empty: all
  void run(Set<String> only) throws IOException, InterruptedException {
    section("probes", "Probes, windows in turn", only, this::probes);
    section("increments", "Increments", only, () -> IncrementRows.measure(effort, report));
    section("scrape", "A scrape of 10,000 series", only, () -> ScrapeRows.measure(effort, report));
    section(
        "record", "Cutting a record of 50 stages", only, () -> RecordRows.measure(effort, report));
    section("query", "Queries of the history", only, () -> QueryRows.measure(effort, report));
    section(
        "tracer",
        "GStreamer's latency tracer",
        only,
        () -> {
          TracerRow.measure(effort, perLink(), report);
        });
    section(
        "decode",
        "Decoding 1080p H.264",
        only,
        () -> {
          DecodeRow.measure(effort, perLink(), report);
        });
    section("process", "Start and memory", only, () -> ProcessRows.measure(effort, report));
    if (!effort.quick() || !only.isEmpty()) { // quick ones only where they are named
      section(
          "jitter",
          "Frames at 60 a second, and garbage collection",
          only,
          () -> JitterRows.measure(effort, report));
      // Behind jitter: it takes 6 GB, and a virtual machine that gives them back stands still now
      // and
      // then for a minute, so that without any JVM frames were 68 ms late.
      section("buffer", "Through the buffer", only, () -> BufferRows.measure(effort, report));
    }
    section("slope", "Growth", only, this::slope);
    if (only.contains("collectors")) { // takes too long for everybody
      section(
          "collectors",
          "Frames at 60 a second, by collector",
          only,
          () -> JitterRows.compare(effort, report));
    }
  }

  private void section(String name, String title, Set<String> only, Section section)
      throws IOException, InterruptedException {
    if (only.isEmpty() || only.contains(name)) {
      report.title(title);
      long started = System.nanoTime();
      section.measure();
      report.note("(%s: %.0f s)", name, (System.nanoTime() - started) / 1e9);
    }
  }

  private void slope() throws IOException {
    List<Slope> slopes = SlopeRows.measure(effort, report);
    if (plot.isPresent()) {
      Plot.write(slopes, plot.get());
    }
  }

  /// Nanoseconds that full measurement adds for one buffer and link.
  private double perLink() {
    if (measured == null) {
      measured = new ProbeRows(effort).measure(0, 1, effort.windows());
    }
    return measured.perLink(Kind.OURS_FULL);
  }

  private void probes() {
    ProbeRows rows = new ProbeRows(effort);
    Costs costs = rows.measure(0, effort.rounds(), effort.windows());
    measured = costs;
    note(costs);
    double full = costs.perLink(Kind.OURS_FULL);
    report.add(
        Row.ratio("full_vs_c", full, "ns/link", costs.perLink(Kind.C_FULL), Row.atMost(1.0)));
    Costs objects = rows.measure(2, effort.pick(1, 2), effort.windows() / 2);
    report.note("with 2 objects on each buffer:");
    note(objects);
    report.add(
        Row.ratio(
            "full_vs_c.2_objects",
            objects.perLink(Kind.OURS_FULL),
            "ns/link",
            objects.perLink(Kind.C_FULL),
            Row.atMost(1.0)));
    report.add(
        Row.ratio(
            "count_vs_c",
            costs.perLink(Kind.OURS_COUNT),
            "ns/link",
            costs.perLink(Kind.C_COUNT),
            Row.atMost(2.0)));
    report.add(
        Row.ratio(
            "full_vs_jna", full, "ns/link", costs.perLink(Kind.JNA_COUNT), Row.atMost(1.0 / 30)));
    report.add(
        Row.shown(
            "full_vs_jna.in_c",
            costs.perLink(Kind.C_LINK),
            "ns/link",
            costs.perLink(Kind.JNA_COUNT)));
    report.add(GarbageRow.measure(report));
  }

  private void note(Costs costs) {
    for (Kind kind : Kind.values()) {
      report.note("%-24s %s", kind.words() + ":", kind.in(costs.cpu()).text("ns of CPU/buffer"));
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.NONE) {
        report.note(
            "%-24s adds %.0f ns a buffer and link of CPU time (%.0f ns on the wall)",
            kind.words() + ":", costs.perLink(kind), costs.perLinkWall(kind));
      }
    }
  }
}
