package io.framegauge.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.Build;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservedExpositionTest {
  private static final Build BUILD = new Build("0.2.0", "25.0.1", "");

  private final PopulatedPipeline pipeline = new PopulatedPipeline();
  private Optional<ObservedModule> module = Optional.empty();
  private final ObservedExposition exposition = new ObservedExposition(() -> module, BUILD);

  private ObservedModule observed(PopulatedPipeline shown, boolean live) {
    return new ObservedModule(
        shown.counters.reader(),
        shown.history(),
        shown.extraLabels,
        new Build("0.1.0", "25", "1.22.0"),
        () -> PopulatedPipeline.NOW_NANOS,
        live,
        Duration.ofMillis(live ? 150 : 12_000));
  }

  private List<String> scrape() {
    return lines(exposition.scrape(Format.TEXT));
  }

  private static List<String> lines(byte[] scrape) {
    return new String(scrape, UTF_8).lines().toList();
  }

  private static List<String> ofTheModule(List<String> lines) {
    return lines.stream()
        .filter(line ->
            !line.matches(
                "(# [A-Z]+ )?(jvm_|process_|framegauge_(scrape|exporter|up|heartbeat)).*"))
        .toList();
  }

  @Test
  void shouldTellTheMetricsOfTheModuleAsItDoesItself() {
    module = Optional.of(observed(pipeline, true));

    assertThat(ofTheModule(scrape()))
        .isEqualTo(ofTheModule(lines(pipeline.exposition().scrape(Format.TEXT))))
        .hasSizeGreaterThan(100);
  }

  @Test
  void shouldTellItsOwnWithoutLabelsOfTheModule() {
    module = Optional.of(observed(pipeline, true));

    scrape();
    List<String> second = scrape();

    assertThat(second)
        .contains(
            "framegauge_up 1.0",
            "framegauge_heartbeat_age_seconds 0.15",
            "framegauge_exporter_build_info{java_version=\"25.0.1\",version=\"0.2.0\"} 1",
            "framegauge_exporter_scrape_failures_total 0.0")
        .anyMatch(line -> line.startsWith("framegauge_exporter_scrape_duration_seconds "))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"} "))
        .noneMatch(line -> line.startsWith("framegauge_scrape_"));
  }

  @Test
  void shouldKeepTheValuesOfAModuleThatIsGone() {
    module = Optional.of(observed(pipeline, false));

    assertThat(scrape())
        .contains("framegauge_up 0.0", "framegauge_heartbeat_age_seconds 12.0")
        .anyMatch(line -> line.startsWith("frames_per_source_total{"));
  }

  @Test
  void shouldTellThatThereIsNoModule() {
    List<String> lines = scrape();

    assertThat(lines).contains("framegauge_up 0.0").noneMatch(line -> line.contains("heartbeat"));
    assertThat(ofTheModule(lines)).isEmpty();
  }

  @Test
  void shouldGoOnWithTheNextRun() {
    module = Optional.of(observed(pipeline, true));
    scrape();
    PopulatedPipeline next = new PopulatedPipeline();
    next.families.counterFamily("frames_per_source", "Frames", "", "source_id").inc(5, "second");

    module = Optional.of(observed(next, true));

    assertThat(scrape())
        .anyMatch(line ->
            line.startsWith("frames_per_source_total{") && line.contains("source_id=\"second\""));
  }
}
