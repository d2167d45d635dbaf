package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many modules on one machine under one real Prometheus server, which finds them by a file and has
/// our rules.
class ManyModulesIT {
  private static final int MODULES = Product.LONG ? 20 : 4;

  @TempDir private Path folder;

  @Test
  void shouldBeSeenAllByOnePrometheusThatFindsThemByAFile() throws IOException {
    List<Product> modules = new ArrayList<>();
    try {
      for (int i = 0; i < MODULES; i++) {
        Path own = Files.createDirectory(folder.resolve("module-" + i));
        modules.add(Product.Start.in(own).withFile("m.yml", module(i)).run("run", "m.yml"));
        // one after the other: many at once would take longer each than is waited for
        modules.getLast().awaitState("running", Child.PATIENCE);
      }
      try (PrometheusServer server = PrometheusServer.start(folder, config(modules))) {
        server.await("count(up == 1)", MODULES, MODULES);
        server.await("count(count by (pipeline_name) (framegauge_build_info))", MODULES, MODULES);
        // In its first minute a rate over a minute is too low, and grows.
        server.await("count(stage:framegauge_stage_frames:rate1m > 0)", MODULES * 4, MODULES * 4);
        server.await("sum(framegauge_stage_drops_total)", 0, 0);
        assertThat(server.query("ALERTS")).isEmpty();
      }
      for (Product module : modules) {
        module.process().signal("INT");
      }
      for (Product module : modules) {
        assertThat(module.done().exitCode()).isZero();
      }
    } finally {
      modules.forEach(Product::close);
    }
  }

  private static String module(int number) {
    return """
    name: camera-%d
    parameters: {telemetry: {metrics: {time_period: 1}}}
    pipeline:
      source: {element: videotestsrc, name: camera, properties: {is-live: true, pattern: black}}
      elements:
        - {element: capsfilter, name: size, properties: {caps: "video/x-raw,width=64,height=48,framerate=20/1"}}
        - {element: queue, name: ingress}
      sink: {element: fakesink, name: sink}
    """
        .formatted(number);
  }

  /// Our configuration, with the modules as its targets.
  private Path config(List<Product> modules) throws IOException {
    Path prometheus = Product.HOME.resolve("monitoring/prometheus");
    for (String file : List.of("prometheus.yml", "framegauge.rules.yml")) {
      Files.copy(prometheus.resolve(file), folder.resolve(file));
    }
    String targets =
        modules.stream()
            .map(module -> "\"127.0.0.1:" + module.ports().web() + "\"")
            .collect(Collectors.joining(", ", "[{\"targets\": [", "]}]"));
    Files.writeString(
        Files.createDirectory(folder.resolve("targets")).resolve("modules.json"), targets);
    return folder.resolve("prometheus.yml");
  }
}
