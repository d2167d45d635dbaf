package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules and dashboards of `monitoring/`, by promtool and by a real Prometheus server that
/// scrapes a running module.
class MonitoringIT {
  private static final Path MONITORING = Product.HOME.resolve("monitoring");

  @TempDir private Path folder;

  private void promtool(String... arguments) {
    String at = MONITORING.resolve("prometheus").toString();
    List<String> command =
        Stream.concat(Stream.of("env", "-C", at, "promtool"), Stream.of(arguments)).toList();
    Child.outputOf(folder, Map.of(), command);
  }

  @Test
  void shouldShipRulesThatPromtoolAcceptsAndThatAnswerAsTheirTestsSay() {
    promtool("check", "config", "prometheus.yml");
    promtool("test", "rules", "framegauge.test.yml");
  }

  @Test
  void shouldAnswerEveryPanelOfTheDashboardOfPipelines() throws IOException {
    try (Product product = Product.Start.in(folder).run("run", LiveModule.write(folder))) {
      product.awaitState("running", Child.PATIENCE);
      awaitAnswers(product, expressions("pipeline"));
    }
  }

  /// Ours, and the panels of the reference's `buffer_metrics.json`.
  @Test
  void shouldAnswerEveryPanelOfTheDashboardsOfTheBuffer() throws IOException {
    BufferRun run = BufferRun.in(folder);
    try (Product buffer = run.run();
        Child receiver = run.receiver();
        Child sender = run.sender(1, 1_000_000, 100)) {
      awaitAnswers(buffer, expressions("buffer"));
      awaitAnswers(
          buffer,
          List.of(
              "buffer_size{instance=~\".*\"}",
              "irate(received_messages_total{instance=~\".*\"}[5s])",
              "payload_size{instance=~\".*\"}",
              "irate(sent_messages_total{instance=~\".*\"}[5s])",
              "irate(dropped_messages_total{instance=~\".*\"}[5s])"
                  + " / irate(received_messages_total{instance=~\".*\"}[5s])"));
      assertThat(receiver.isAlive() && sender.isAlive()).isTrue();
    }
  }

  private void awaitAnswers(Product product, List<String> expressions) {
    assertThat(expressions).hasSizeGreaterThan(4);
    try (PrometheusServer server = PrometheusServer.start(folder, product.ports())) {
      for (String expression : expressions) {
        Await.until(
            "an answer to " + expression,
            Child.PATIENCE,
            () -> !server.query(expression).isEmpty(),
            product::toString);
      }
    }
  }

  /// What the panels of a dashboard ask, as Grafana would send it with all variables at `All`.
  static List<String> expressions(String dashboard) throws IOException {
    Path file = MONITORING.resolve("grafana/dashboards/" + dashboard + ".json");
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    return StreamSupport.stream(json.getAsJsonArray("panels").spliterator(), false)
        .flatMap(panel ->
            StreamSupport.stream(
                panel.getAsJsonObject().getAsJsonArray("targets").spliterator(), false))
        .map(target -> target.getAsJsonObject().get("expr").getAsString())
        .map(expr -> expr.replace("$__rate_interval", "5s").replaceAll("\\$[a-z]+", ".*"))
        .toList();
  }
}
