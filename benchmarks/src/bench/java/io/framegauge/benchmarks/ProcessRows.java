package io.framegauge.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Start-up and memory of the product and of [BareProcess], started in turn.
final class ProcessRows {
  private static final long SETTLE_MILLIS = 2_000;
  private static final int SCRAPES = 20;

  private ProcessRows() {}

  static void measure(Effort effort, Report report) throws IOException, InterruptedException {
    List<Double> ourStart = new ArrayList<>();
    List<Double> bareStart = new ArrayList<>();
    List<Double> ourMemory = new ArrayList<>();
    List<Double> bareMemory = new ArrayList<>();
    try (Served first = Served.product()) {
      first.awaitScrape(); // it may build what the second start finds
    }
    for (int i = 0; i < effort.starts(); i++) {
      boolean weighed = i < effort.pick(1, 2);
      try (Served ours = Served.product()) {
        ourStart.add(ours.awaitScrape());
        weigh(ours, weighed, ourMemory);
      }
      try (Served bare = Served.bare()) {
        bareStart.add(bare.awaitScrape());
        weigh(bare, weighed, bareMemory);
      }
    }
    tell(ourStart, bareStart, "ms", report);
    tell(ourMemory, bareMemory, "MB", report);
    report.add(
        Row.ratio(
            "startup", spread(ourStart).low(), "ms", spread(bareStart).low(), Row.atMost(1.5)));
    double more = spread(ourMemory).low() - spread(bareMemory).low();
    report.add(Row.value("memory", more, "MB", Row.atMost(60)));
  }

  /// After some time of running and being scraped.
  private static void weigh(Served served, boolean weighed, List<Double> megabytes)
      throws IOException, InterruptedException {
    if (weighed) {
      for (int i = 0; i < SCRAPES; i++) {
        Thread.sleep(SETTLE_MILLIS / SCRAPES);
        served.scrape();
      }
      megabytes.add(served.residentMegabytes());
    }
  }

  private static void tell(List<Double> ours, List<Double> bare, String unit, Report report) {
    report.note("ours: %s", spread(ours).text(unit));
    report.note("bare: %s", spread(bare).text(unit));
  }

  private static Spread spread(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
