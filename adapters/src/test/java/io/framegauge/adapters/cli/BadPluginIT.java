package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plugins that do not compile, do not fit, or throw.
final class BadPluginIT {
  private static final String THROWER =
      """
      import io.framegauge.pipeline.plugin.*;

      public final class Thrower implements Plugin {
        private final String where;
        private int frames;

        public Thrower(String where) {
          this.where = where;
          in("constructor");
        }

        private void in(String callback) {
          if (callback.equals(where)) {
            throw new IllegalStateException("meant in " + callback);
          }
        }

        @Override public void start(PluginContext context) { in("start"); }
        @Override public void sourceAdded(String sourceId) { in("sourceAdded"); }
        @Override public void frame(Frame frame) { if (++frames % 10 == 0) { in("frame"); } }
        @Override public void sourceEnd(String sourceId) { in("sourceEnd"); }
        @Override public void sourceRemoved(String sourceId) { in("sourceRemoved"); }
        @Override public void stop() { in("stop"); }
      }
      """;

  private static final String ONE =
      """
      name: thrower
      pipeline:
        source: {element: videotestsrc, name: camera, properties: {num-buffers: 100}}
        elements:
          - {element: javafunc, name: user, class_name: Thrower, source: Thrower.java, kwargs: {where: %s}}
        sink: {element: fakesink, name: sink}
      """;

  @TempDir private Path folder;

  @Test
  void shouldReportEveryPluginThatCannotBeLoadedInOneRun() {
    Product.Done done =
        start()
            .withFile("Silent.java", "public final class Silent {}\n")
            .withFile(
                "m.yml",
                """
                name: bad
                pipeline:
                  source: {element: videotestsrc}
                  elements:
                    - {element: javafunc, class_name: Thrower, source: Thrower.java}
                    - {element: javafunc, class_name: Thrower, source: Thrower.java, kwargs: {were: x}}
                    - {element: javafunc, class_name: Thrower, source: Thrower.java, kwargs: {where: 5}}
                    - {element: javafunc, class_name: Throwr, source: Thrower.java, kwargs: {where: x}}
                    - {element: javafunc, class_name: Thrower, source: Nope.java}
                    - {element: javafunc, class_name: org.example.Nope}
                    - {element: javafunc, class_name: Silent, source: Silent.java}
                    - {element: javafunc, class_name: Thrower, source: Thrower.java, kwargs: {where: constructor}}
                  sink: {element: fakesink}
                """)
            .toEnd("run", "m.yml");

    String element = ": pipeline.elements[";
    assertThat(done.refusedWith(2))
        .containsExactly(
            "m.yml:5:7" + element + "0].kwargs.where: missing key: where (text)",
            "m.yml:6:78" + element + "1].kwargs.where: missing key: where (text)",
            "m.yml:6:79" + element + "1].kwargs.were: unknown key. Did you mean \"where\"?",
            "m.yml:7:86" + element + "2].kwargs.where: expected text (found 5)",
            "m.yml:8:39"
                + element
                + "3].class_name: no class Throwr in Thrower.java, which declares Thrower. Did you"
                + " mean \"Thrower\"?",
            "m.yml:9:56" + element + "4].source: no such file: Nope.java",
            "m.yml:10:39"
                + element
                + "5].class_name: no class org.example.Nope on the class path; a class in a file"
                + " needs \"source: Nope.java\" beside it",
            "m.yml:11:39"
                + element
                + "6].class_name: must implement io.framegauge.pipeline.plugin.Plugin:"
                + " class=Silent",
            "m.yml:12:39"
                + element
                + "7].class_name: Thrower threw IllegalStateException: meant in constructor"
                + " (Thrower.java:14)");
  }

  @Test
  void shouldShowTheCompilersOwnLineOfAPluginThatDoesNotCompile() {
    Product.Done done =
        start()
            .withFile(
                "Broken.java",
                """
                import io.framegauge.pipeline.plugin.*;

                public final class Broken implements Plugin {
                  @Override
                  public void frame(Frame frame) {
                    int wide = frame.widht();
                  }
                }
                """)
            .withFile(
                "m.yml",
                """
                name: bad
                pipeline:
                  source: {element: videotestsrc}
                  elements: [{element: javafunc, class_name: Broken, source: Broken.java}]
                  sink: {element: fakesink}
                """)
            .toEnd("run", "m.yml");

    assertThat(done.refusedWith(2))
        .containsExactly(
            "m.yml:4:62: pipeline.elements[0].source: does not compile, 1 error",
            "Broken.java:6:21: error: cannot find symbol",
            "    int wide = frame.widht();",
            "                    ^",
            "  symbol:   method widht()",
            "  location: variable frame of type io.framegauge.pipeline.plugin.Frame");
  }

  @Test
  void shouldFailWhenAPluginThrowsInStart() {
    Product.Done done = start().withFile("m.yml", ONE.formatted("start")).toEnd("run", "m.yml");

    assertThat(done.exitCode()).as("%s", done).isEqualTo(1);
    assertThat(done.left()).isEmpty();
    assertThat(failure(done))
        .containsExactly(
            "framegauge: the pipeline failed: plugin user (Thrower) threw in start:"
                + " java.lang.IllegalStateException: meant in start at Thrower.java:14");
  }

  @Test
  void shouldFailWhenAPluginThrowsOnAFrameAndKeepWhatWasMeasured() {
    Product.Done done = start().withFile("m.yml", ONE.formatted("frame")).toEnd("run", "m.yml");

    assertThat(done.exitCode()).as("%s", done).isEqualTo(1);
    assertThat(done.left()).isEmpty();
    assertThat(failure(done))
        .containsExactly(
            "framegauge: the pipeline failed: plugin user (Thrower) threw in frame:"
                + " java.lang.IllegalStateException: meant in frame at Thrower.java:14");
    assertThat(done.out()).containsPattern("sink +9 +9 ");
    assertThat(done.err()).contains("Frame-based FPS counter triggered", "frame_delta = 9,");
  }

  @Test
  void shouldGoOnWhenPluginsThrowAndCountIt() {
    List<String> callbacks = List.of("sourceAdded", "sourceEnd", "sourceRemoved", "stop");
    StringBuilder module =
        new StringBuilder(
            """
            name: thrower
            pipeline:
              source: {element: videotestsrc, name: camera, properties: {num-buffers: 100}}
              elements:
                - {element: javafunc, name: drop, class_name: Thrower, source: Thrower.java, kwargs: {where: frame}, on_error: drop}
                - {element: javafunc, name: pass, class_name: Thrower, source: Thrower.java, kwargs: {where: frame}, on_error: pass}
            """);
    for (String callback : callbacks) {
      module.append(
          "    - {element: javafunc, name: %s, class_name: Thrower, source: Thrower.java, kwargs: {where: %s}}\n"
              .formatted(callback, callback));
    }
    module.append("  sink: {element: fakesink, name: sink}\n");

    try (Product product =
        start().withFile("m.yml", module.toString()).run("run", "m.yml", "--keep-serving")) {
      product.awaitState("ended", Child.PATIENCE);
      Samples samples = product.scrape();
      product.process().signal("TERM");
      Product.Done done = product.done();

      assertThat(done.exitCode()).as("%s", done).isZero();
      String errors = "framegauge_plugin_errors_total";
      assertThat(samples.value(errors, "stage_name", "drop")).isEqualTo(10);
      assertThat(samples.value(errors, "stage_name", "pass")).isEqualTo(9);
      assertThat(callbacks)
          .allSatisfy(
              name -> assertThat(samples.value(errors, "stage_name", name)).as(name).isEqualTo(1))
          .allSatisfy(name ->
              assertThat(done.err())
                  .contains("IllegalStateException: meant in " + name + " at Thrower.java:14"));
      assertThat(frames(samples, "drop")).isEqualTo(100);
      assertThat(frames(samples, "pass")).isEqualTo(90);
      assertThat(frames(samples, "sink")).isEqualTo(90);
      assertThat(drops(samples, "drop")).isEqualTo(10);
      assertThat(drops(samples, "pass")).isZero();
    }
  }

  private static double frames(Samples samples, String stage) {
    return samples.value("framegauge_stage_frames_total", "stage_name", stage);
  }

  private static double drops(Samples samples, String stage) {
    return samples.value("framegauge_stage_drops_total", "stage_name", stage, "reason", "error");
  }

  private Product.Start start() {
    return Product.Start.in(folder).withFile("Thrower.java", THROWER);
  }

  private static List<String> failure(Product.Done done) {
    return done.err().lines().filter(line -> line.startsWith("framegauge: ")).toList();
  }
}
