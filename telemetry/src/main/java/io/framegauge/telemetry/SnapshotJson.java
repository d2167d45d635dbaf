package io.framegauge.telemetry;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Locale;

/// A snapshot as JSON; names carry the units.
final class SnapshotJson {
  private static final double NANOS = 1e9;

  private SnapshotJson() {}

  static String of(TelemetrySnapshot snapshot) {
    JsonObject json = new JsonObject();
    json.addProperty("pipeline_name", snapshot.pipelineName());
    json.addProperty("run", snapshot.run());
    json.addProperty("state", snapshot.state().name().toLowerCase(Locale.ROOT));
    json.addProperty("enabled", snapshot.enabled());
    json.addProperty("uptime_seconds", seconds(snapshot.uptime()));
    json.addProperty("frames", snapshot.frames());
    json.addProperty("objects", snapshot.objects());
    json.addProperty("frames_per_second", snapshot.framesPerSecond());
    json.addProperty("objects_per_second", snapshot.objectsPerSecond());
    json.addProperty("succeeded", snapshot.succeeded());
    json.addProperty("failed", snapshot.failed());
    if (snapshot.successRate().isPresent()) {
      json.addProperty("success_rate", snapshot.successRate().getAsDouble());
    } else {
      json.add("success_rate", JsonNull.INSTANCE);
    }
    JsonArray stages = new JsonArray();
    snapshot.stages().forEach(stage -> stages.add(of(stage)));
    json.add("stages", stages);
    return json.toString();
  }

  private static JsonObject of(TelemetrySnapshot.Stage stage) {
    JsonObject json = new JsonObject();
    json.addProperty("stage_name", stage.name());
    json.addProperty("count", stage.count());
    json.addProperty("per_second", stage.perSecond());
    json.addProperty("failed", stage.failed());
    stage
        .times()
        .ifPresent(times -> {
          json.addProperty("min_seconds", seconds(times.min()));
          json.addProperty("avg_seconds", seconds(times.avg()));
          json.addProperty("max_seconds", seconds(times.max()));
          json.addProperty("measured", times.count());
        });
    return json;
  }

  private static double seconds(Duration time) {
    return time.toNanos() / NANOS;
  }
}
