package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.HistogramFamily;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reader in another language, written from the page on the format, sees what the Java one sees.
class PythonReaderTest {
  private static final Gson GSON = new GsonBuilder().serializeSpecialFloatingPointValues().create();

  @TempDir private Path folder;

  @Test
  void shouldReadTheSameInAnotherLanguage() throws Exception {
    Path file = folder.resolve("city.telemetry");
    try (FlowingTelemetry flowing = new FlowingTelemetry(file)) {
      flowing.frames(275);
      Telemetry telemetry = flowing.telemetry;
      CounterFamily cars =
          telemetry.families().counterFamily("cars", "Cars — alle", "", "lane", "way");
      cars.inc(3, "1", "ä");
      cars.inc(Long.MAX_VALUE, "", "b");
      cars.inc(Long.MAX_VALUE, "", "b");
      telemetry.families().gaugeFamily("heat", "", "celsius").set(-12.75);
      telemetry.families().infoFamily("model", "", "version").set("v1 \"é\"");
      telemetry.families().stateFamily("mode", "", List.of("day", "nuit é")).set("nuit é");
      HistogramFamily sizes =
          telemetry.families().histogramFamily("size", "", "bytes", List.of(1.0, 2.5, 10.0), "of");
      sizes.observe(0.5, "a");
      sizes.observe(7.25, "a");
      sizes.observe(11, "b");
      ObservedRun run = ObservedRun.open(file);

      String python = python(file);

      assertThat(JsonParser.parseString(python)).isEqualTo(JsonParser.parseString(java(run)));
      assertThat(run.history().latest(100, Long.MAX_VALUE).records()).hasSize(20);
    }
  }

  private static String python(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                "/usr/bin/python3", "src/test/resources/file/read_telemetry.py", file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out;
  }

  private static String java(ObservedRun run) {
    List<String> extraLabels = new ArrayList<>();
    run.extraLabels().labels().forEach((name, value) -> extraLabels.addAll(List.of(name, value)));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("pipeline", run.identity().pipelineName());
    all.put("run", run.identity().run());
    all.put("state", lower(run.counters().state()));
    all.put(
        "versions",
        List.of(run.build().version(), run.build().javaVersion(), run.build().gstreamerVersion()));
    all.put("extra_labels", extraLabels);
    all.put("time_period", run.settings().timePeriodSeconds().orElse(0.0));
    all.put(
        "refused",
        List.of(
            run.counters().stagesRefused(),
            run.counters().linksRefused(),
            run.counters().familiesRefused()));
    all.put("stages", run.counters().stages().stream().map(PythonReaderTest::stage).toList());
    all.put("families", run.counters().families().stream().map(PythonReaderTest::family).toList());
    all.put(
        "records",
        run.history().latest(100, Long.MAX_VALUE).records().reversed().stream()
            .map(PythonReaderTest::kept)
            .toList());
    return GSON.toJson(all);
  }

  private static Map<String, Object> stage(StageCounts stage) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", stage.name());
    all.put("factory", stage.factory());
    all.put("caps", stage.caps());
    all.put("kind", lower(stage.kind()));
    all.put("buffers", stage.buffers());
    all.put("frames", stage.frames());
    all.put("bytes", stage.bytes());
    all.put("objects", stage.objects());
    all.put("samples", stage.residence().map(Residence::count).orElse(0L));
    all.put(
        "native_samples",
        stage.residence().stream()
            .flatMap(residence -> residence.nativeCounts().stream())
            .mapToLong(Long::longValue)
            .sum());
    all.put("sum_nanos", stage.residence().map(Residence::sumNanos).orElse(0L));
    return all;
  }

  private static Map<String, Object> family(FamilyValues family) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", family.name());
    all.put("help", family.help());
    all.put("unit", family.unit());
    all.put("kind", lower(family.kind()));
    all.put("labels", family.labelNames());
    all.put("bounds", family.bounds());
    all.put("states", family.states());
    all.put(
        "series",
        family.series().stream()
            .map(series ->
                List.of(series.labelValues(), series.createdMillis(), value(family, series)))
            .toList());
    return all;
  }

  private static String value(FamilyValues family, FamilyValues.SeriesValue series) {
    return switch (family.kind()) {
      case COUNTER, INFO -> Long.toUnsignedString(series.bits());
      case GAUGE -> String.valueOf(series.asDouble());
      case HISTOGRAM ->
          series.distribution().map(told -> told.bucketCounts() + " " + told.sum()).orElseThrow();
      case STATE -> family.states().get((int) series.bits());
    };
  }

  private static Map<String, Object> kept(StatRecord kept) {
    List<List<Object>> latencies = new ArrayList<>();
    for (StageStat stage : kept.stageStats()) {
      stage
          .latencies()
          .forEach(latency ->
              latencies.add(
                  List.of(
                      latency.sourceStageName(),
                      stage.stageName(),
                      latency.minMicros(),
                      latency.maxMicros(),
                      latency.count())));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", kept.id());
    all.put("type", lower(kept.type()));
    all.put("ts", kept.tsMillis());
    all.put("frame_no", kept.frameNo());
    all.put("objects", kept.objectCounter());
    all.put(
        "stages",
        kept.stageStats().stream()
            .map(stage ->
                List.of(
                    stage.stageName(),
                    stage.queueLength().orElse(-1),
                    stage.frameCounter(),
                    stage.objectCounter(),
                    stage.batchCounter()))
            .toList());
    all.put("latencies", latencies);
    return all;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
