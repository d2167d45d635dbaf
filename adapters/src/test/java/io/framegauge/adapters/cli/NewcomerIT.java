package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows to a newcomer, from an empty folder to a number in Prometheus.
class NewcomerIT {
  private static final Pattern SHOWN =
      Pattern.compile("(?s)## A metric of your own\n.*?```yaml\n(.*?)```.*?```java\n(.*?)```");

  @TempDir private Path folder;

  @Test
  void shouldGetAMetricOfItsOwnIntoPrometheusWithWhatTheReadmeShows() throws IOException {
    Matcher shown = SHOWN.matcher(Files.readString(Product.HOME.resolve("README.md")));
    assertThat(shown.find()).isTrue();
    assertThat(shown.group(2).lines().count()).isLessThanOrEqualTo(25);
    Product.Start start =
        Product.Start.in(folder)
            .withFile("hello.yml", shown.group(1))
            .withFile("Hello.java", shown.group(2));
    try (Product product = start.run("run", "hello.yml");
        PrometheusServer server = PrometheusServer.start(folder, product.ports())) {
      Await.until(
          "Prometheus has the metric",
          Child.PATIENCE,
          () -> !server.query("bright_frames_total{source_id=\"camera\"} > 30").isEmpty(),
          product::toString);
      // The upper left corner of the test picture is white.
      assertThat(product.scrape().value("bright_frames_total", "source_id", "camera"))
          .isGreaterThan(30);
      product.process().signal("INT");
      assertThat(product.done().exitCode()).isZero();
    }
  }
}
