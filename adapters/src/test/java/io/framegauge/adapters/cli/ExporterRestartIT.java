package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Prometheus scrapes the exporter while the module is killed and started anew under it.
final class ExporterRestartIT {
  private static final String FRAMES = "framegauge_stage_frames_total{stage_name=\"sink\"}";

  @TempDir private Path folder;

  @Test
  void shouldBeScrapedThroughTheDeathAndTheNextRunOfTheModule() {
    Path file = folder.resolve("live.telemetry");
    LiveModule.write(folder);
    Product.Start start = Product.Start.in(folder).with("TELEMETRY_FILE", file.toString());
    Ports ports = Ports.free();
    Product first = start.run("run", "live.yml");
    try (first;
        Product exporter =
            Product.Start.in(folder)
                .with(ports)
                .run(
                    "exporter",
                    "--observe",
                    file.toString(),
                    "--listen",
                    "127.0.0.1:" + ports.web());
        PrometheusServer prometheus = serve(exporter, first)) {
      prometheus.await("framegauge_up", 1, 1);
      prometheus.await(FRAMES, 100, 1e6);

      first.process().signal("KILL");
      prometheus.await("framegauge_up", 0, 0);
      prometheus.await("framegauge_heartbeat_age_seconds", 2, 1e6);
      double kept = prometheus.value(FRAMES).orElseThrow();
      assertThat(kept)
          .isEqualTo(
              exporter.scrape().value("framegauge_stage_frames_total", "stage_name", "sink"));

      try (Product second = start.run("run", "live.yml")) {
        second.awaitState("running", Child.PATIENCE);
        prometheus.await("framegauge_up", 1, 1);
        prometheus.await(FRAMES, 1, kept - 1);
        prometheus.await("resets(" + FRAMES + "[10m])", 1, 1);
        prometheus.await("changes(framegauge_up[10m])", 2, 2);
        prometheus.await("min_over_time(up[10m])", 1, 1);
        prometheus.await("max_over_time(framegauge_exporter_scrape_failures_total[10m])", 0, 0);
      }
    }
  }

  private PrometheusServer serve(Product exporter, Product module) {
    module.awaitState("running", Child.PATIENCE);
    exporter.awaitServing();
    return PrometheusServer.start(folder, exporter.ports());
  }
}
