package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The compose files of the samples, read by a compose client; there is no engine to run them.
class ComposeIT {
  @TempDir private Path folder;

  private List<String> compose(Path file, String... arguments) {
    List<String> command =
        new java.util.ArrayList<>(List.of("docker-compose", "-f", file.toString(), "config"));
    command.addAll(List.of(arguments));
    try (Child compose = Child.start(folder, Map.of(), command)) {
      assertThat(compose.exitCode()).as("%s", compose).isZero();
      return compose.outLines();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass_through_processing", "buffer_adapter"})
  void shouldBeUnderstoodAndScrapeEveryProcessOfOurs(String sample) throws IOException {
    Path samples = Product.HOME.resolve("samples").resolve(sample);
    List<String> services = compose(samples.resolve("compose.yml"), "--services");

    String targets = Files.readString(samples.resolve("targets/compose.json"));
    List<String> scraped =
        StreamSupport.stream(
                JsonParser.parseString(targets)
                    .getAsJsonArray()
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonArray("targets")
                    .spliterator(),
                false)
            .map(JsonElement::getAsString)
            .map(target -> target.replace(":8080", ""))
            .toList();
    assertThat(services)
        .contains("prometheus", "grafana")
        .filteredOn(service -> !List.of("prometheus", "grafana").contains(service))
        .containsExactlyInAnyOrderElementsOf(scraped);
  }
}
