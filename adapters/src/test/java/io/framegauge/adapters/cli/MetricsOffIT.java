package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A module that measures nothing: it runs, its plugin sees every frame, HTTP and history answer.
final class MetricsOffIT {
  private static final int FRAMES = 50;

  @TempDir private Path folder;

  @Test
  void shouldRunAndAnswerWithoutProbes() {
    Product.Start start =
        Product.Start.in(folder)
            .with("METRICS_ENABLED", "false")
            .withFile(
                "Seen.java",
                """
                import io.framegauge.pipeline.plugin.*;
                import io.framegauge.telemetry.metrics.CounterFamily;

                public final class Seen implements Plugin {
                  private CounterFamily seen;

                  @Override
                  public void start(PluginContext context) {
                    seen = context.families().counterFamily("seen_frames", "Frames seen.", "", "source_id");
                  }

                  @Override
                  public void frame(Frame frame) {
                    seen.inc(1, frame.sourceId());
                  }
                }
                """)
            .withFile(
                "m.yml",
                """
                name: unmeasured
                pipeline:
                  source: {element: videotestsrc, name: camera, properties: {num-buffers: %d}}
                  elements:
                    - {element: queue, name: ingress}
                    - {element: javafunc, name: seen, class_name: Seen, source: Seen.java}
                  sink: {element: fakesink, name: sink}
                """
                    .formatted(FRAMES));
    try (Product product = start.run("run", "m.yml", "--keep-serving")) {
      product.awaitState("ended", Child.PATIENCE);
      Samples samples = product.scrape();
      String info =
          Python.linesOf(folder, "ask.py", "{\"query\": \"info\"}", start.ports().endpoint(), "req")
              .getFirst();
      product.process().signal("INT");
      Product.Done done = product.done();

      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(samples.value("seen_frames_total", "source_id", "camera")).isEqualTo(FRAMES);
      assertThat(samples.names())
          .contains("jvm_memory_used_bytes", "framegauge_build_info")
          .noneMatch(name -> name.startsWith("framegauge_stage_") || name.startsWith("stage_"));
      assertThat(samples.value("framegauge_pipeline_state", "framegauge_pipeline_state", "ended"))
          .isEqualTo(1);
      assertThat(JsonParser.parseString(info).getAsJsonObject().has("error")).isFalse();
    }
  }
}
