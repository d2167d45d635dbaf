package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plugins that take longer than they may are named, and off the streaming thread hold up nothing.
final class SlowPluginIT {
  private static final String SLOW =
      """
      import io.framegauge.pipeline.plugin.*;

      public final class Slow implements Plugin {
        private final long millis;

        public Slow(long millis) {
          this.millis = millis;
        }

        @Override public void frame(Frame frame) throws InterruptedException {
          Thread.sleep(millis);
        }
      }
      """;

  private static final String MODULE =
      """
      name: slow
      pipeline:
        source: {element: videotestsrc, name: camera, properties: {num-buffers: 50}}
        elements:
          - {element: javafunc, name: onit, class_name: Slow, source: Slow.java, kwargs: {millis: 5}, budget_ms: 2.5}
          - {element: javafunc, name: beside, class_name: Slow, source: Slow.java, kwargs: {millis: 100}, off_thread: {queue: 1}}
          - {element: javafunc, name: stuck, class_name: Slow, source: Slow.java, kwargs: {millis: 3600000}, off_thread: true}
        sink: {element: fakesink, name: sink}
      """;

  @TempDir private Path folder;

  @Test
  void shouldNameSlowPluginsInTheLogAndTheMetrics() {
    try (Product product =
        Product.Start.in(folder)
            .withFile("Slow.java", SLOW)
            .withFile("m.yml", MODULE)
            .run("run", "m.yml", "--keep-serving")) {
      product.awaitState("ended", Child.PATIENCE);
      Samples samples = product.scrape();
      product.process().signal("TERM");
      Product.Done done = product.done();

      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(samples.value("framegauge_stage_frames_total", "stage_name", "sink"))
          .isEqualTo(50);
      assertThat(samples.value("framegauge_plugin_over_budget_total", "stage_name", "onit"))
          .isEqualTo(50);
      String skipped = "framegauge_plugin_skipped_frames_total";
      assertThat(samples.value(skipped, "stage_name", "beside")).isBetween(1.0, 49.0);
      assertThat(samples.value(skipped, "stage_name", "stuck")).isEqualTo(49);
      assertThat(done.err())
          .containsPattern(
              "plugin onit \\(Slow\\) took longer than its budget: budget_ms=2\\.5, frames=\\d+,"
                  + " slowest_ms=\\d+")
          .containsPattern(
              "plugin beside \\(Slow\\) cannot keep up off the streaming thread: queue=1,"
                  + " skipped=\\d+");
    }
  }
}
