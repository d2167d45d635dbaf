package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.Gauge;
import io.framegauge.telemetry.record.PipelineState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetrySnapshotTest {
  @TempDir private Path folder;
  private FlowingTelemetry flowing;
  private Telemetry telemetry;

  @BeforeEach
  void open() {
    flowing = new FlowingTelemetry(folder.resolve("city.telemetry"));
    telemetry = flowing.telemetry;
  }

  @AfterEach
  void close() {
    flowing.close();
  }

  @Test
  void shouldTellHowThePipelineDid() {
    flowing.frames(200);

    TelemetrySnapshot snapshot = telemetry.snapshot();

    assertThat(telemetry.enabled()).isTrue();
    assertThat(snapshot.pipelineName()).isEqualTo("city");
    assertThat(snapshot.state()).isEqualTo(PipelineState.RUNNING);
    assertThat(snapshot.enabled()).isTrue();
    assertThat(snapshot.uptime()).isPositive();
    assertThat(snapshot.frames()).isEqualTo(200);
    assertThat(snapshot.objects()).isEqualTo(400);
    double seconds = snapshot.uptime().toNanos() / 1e9;
    assertThat(snapshot.framesPerSecond()).isEqualTo(200 / seconds, within(1e-6));
    assertThat(snapshot.objectsPerSecond()).isEqualTo(400 / seconds, within(1e-6));
    assertThat(snapshot.succeeded()).isEqualTo(200);
    assertThat(snapshot.failed()).isZero();
    assertThat(snapshot.successRate()).hasValue(1);
    assertThat(snapshot.stages())
        .extracting(TelemetrySnapshot.Stage::name)
        .containsExactly("source", "stage", "sink");
  }

  @Test
  void shouldTellHowLongBuffersStayedInAStage() {
    flowing.frames(200);

    TelemetrySnapshot.Stage stage = telemetry.snapshot().stage("stage").orElseThrow();

    assertThat(stage.count()).isEqualTo(200);
    assertThat(stage.failed()).isZero();
    TelemetrySnapshot.Times times = stage.times().orElseThrow();
    assertThat(times.count()).isEqualTo(200);
    assertThat(times.avg()).isEqualTo(Duration.ofNanos(5_000));
    assertThat(times.min().toNanos()).isBetween(4_200L, 5_000L);
    assertThat(times.max().toNanos()).isBetween(5_000L, 5_950L);
    assertThat(telemetry.snapshot().stage("sink").orElseThrow().times()).isEmpty();
    assertThat(telemetry.snapshot().stage("none")).isEmpty();
  }

  @Test
  void shouldHaveNothingBeforeTheFirstFrame() {
    TelemetrySnapshot snapshot = telemetry.snapshot();

    assertThat(snapshot.frames()).isZero();
    assertThat(snapshot.framesPerSecond()).isZero();
    assertThat(snapshot.successRate()).isEmpty();
    assertThat(snapshot.stage("stage").orElseThrow().times()).isEmpty();
    assertThat(snapshot.toJson()).contains("\"success_rate\":null");
  }

  @Test
  void shouldCountFromZeroAfterAResetAndLeaveBuiltInCountersAlone() {
    Counter cars = telemetry.families().counterFamily("cars", "", "").labels();
    Gauge heat = telemetry.families().gaugeFamily("heat", "", "").labels();
    cars.inc(7);
    heat.set(7);
    flowing.frames(200);
    Duration before = telemetry.snapshot().uptime();

    telemetry.reset();

    assertThat(telemetry.snapshot().frames()).isZero();
    assertThat(telemetry.snapshot().uptime()).isLessThan(before.plusMillis(1));
    assertThat(telemetry.snapshot().stage("stage").orElseThrow().times()).isEmpty();
    assertThat(cars.get()).isZero();
    assertThat(heat.get()).isEqualTo(7);

    flowing.frames(50);
    TelemetrySnapshot snapshot = telemetry.snapshot();
    assertThat(snapshot.frames()).isEqualTo(50);
    assertThat(snapshot.objects()).isEqualTo(100);
    assertThat(snapshot.stage("stage").orElseThrow().count()).isEqualTo(50);
    assertThat(snapshot.stage("stage").orElseThrow().times().orElseThrow().count()).isEqualTo(50);
    assertThat(telemetry.toPrometheusText())
        .containsPattern("framegauge_stage_frames_total\\{[^}]*stage_name=\"sink\"[^}]*} 250\\.0")
        .contains("cars_total{line=\"7\",site=\"north\"} 0.0")
        .contains("heat{line=\"7\",site=\"north\"} 7.0");
    assertThat(telemetry.framesLeft()).isEqualTo(250);
  }

  @Test
  void shouldStopTheClockWhenThePipelineEnds() {
    flowing.frames(20).end();
    Duration ended = telemetry.snapshot().uptime();
    long until = System.nanoTime() + 1_000_000;
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(100_000);
    }

    assertThat(telemetry.snapshot().uptime()).isEqualTo(ended);
    assertThat(telemetry.snapshot().state()).isEqualTo(PipelineState.ENDED);
  }

  @Test
  void shouldBeJson() {
    flowing.frames(20);

    JsonObject json = JsonParser.parseString(telemetry.toJson()).getAsJsonObject();

    assertThat(json.keySet())
        .containsExactly(
            "pipeline_name",
            "run",
            "state",
            "enabled",
            "uptime_seconds",
            "frames",
            "objects",
            "frames_per_second",
            "objects_per_second",
            "succeeded",
            "failed",
            "success_rate",
            "stages");
    JsonObject stage = json.getAsJsonArray("stages").get(1).getAsJsonObject();
    assertThat(List.copyOf(stage.keySet()))
        .containsExactly(
            "stage_name",
            "count",
            "per_second",
            "failed",
            "min_seconds",
            "avg_seconds",
            "max_seconds",
            "measured");
    assertThat(stage.get("avg_seconds").getAsDouble()).isEqualTo(5e-6);
  }
}
