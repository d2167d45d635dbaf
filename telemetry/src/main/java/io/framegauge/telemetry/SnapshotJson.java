package io.framegauge.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A snapshot as JSON; names carry the units.
final class SnapshotJson {
  private static final double NANOS = 1e9;

  private final List<String> fields = new ArrayList<>();

  private SnapshotJson() {}

  static String of(TelemetrySnapshot snapshot) {
    return new SnapshotJson()
        .text("pipeline_name", snapshot.pipelineName())
        .text("run", snapshot.run())
        .text("state", snapshot.state().name().toLowerCase(Locale.ROOT))
        .field("enabled", snapshot.enabled())
        .field("uptime_seconds", seconds(snapshot.uptime()))
        .field("frames", snapshot.frames())
        .field("objects", snapshot.objects())
        .field("frames_per_second", snapshot.framesPerSecond())
        .field("objects_per_second", snapshot.objectsPerSecond())
        .field("succeeded", snapshot.succeeded())
        .field("failed", snapshot.failed())
        .field(
            "success_rate",
            snapshot.successRate().isPresent() ? snapshot.successRate().getAsDouble() : "null")
        .field("stages", snapshot.stages().stream().map(SnapshotJson::of).toList())
        .json();
  }

  private static String of(TelemetrySnapshot.Stage stage) {
    SnapshotJson json =
        new SnapshotJson()
            .text("stage_name", stage.name())
            .field("count", stage.count())
            .field("per_second", stage.perSecond())
            .field("failed", stage.failed());
    stage
        .times()
        .ifPresent(times ->
            json.field("min_seconds", seconds(times.min()))
                .field("avg_seconds", seconds(times.avg()))
                .field("max_seconds", seconds(times.max()))
                .field("measured", times.count()));
    return json.json();
  }

  private SnapshotJson field(String name, Object value) {
    fields.add("\"" + name + "\":" + value);
    return this;
  }

  private SnapshotJson text(String name, String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return field(name, quoted.append('"'));
  }

  private String json() {
    return "{" + String.join(",", fields) + "}";
  }

  private static double seconds(Duration time) {
    return time.toNanos() / NANOS;
  }
}
