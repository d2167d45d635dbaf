package io.framegauge.telemetry.prometheus;

import com.google.gson.JsonObject;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RunIdentity;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How the pipeline is doing.
///
/// @param uptime since the start of the run, on the monotonic clock
/// @param version of Framegauge
/// @param frames that have left the pipeline
/// @param goneFor time since the last sign of life of a module that is gone; empty while it is
///   there
public record Status(
    PipelineState state,
    RunIdentity run,
    Duration uptime,
    String version,
    long frames,
    Optional<Duration> goneFor) {

  /// Of a module that is there.
  public Status(
      PipelineState state, RunIdentity run, Duration uptime, String version, long frames) {
    this(state, run, uptime, version, frames, Optional.empty());
  }

  /// Whether frames may flow and figures may move.
  boolean ready() {
    return state == PipelineState.RUNNING && goneFor.isEmpty();
  }

  /// The state as users see it.
  String stateLabel() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  String json() {
    JsonObject json = new JsonObject();
    json.addProperty("state", stateLabel());
    json.addProperty("pipeline_name", run.pipelineName());
    json.addProperty("run", run.run());
    json.addProperty("uptime_seconds", uptime.toMillis() / 1000.0);
    json.addProperty("version", version);
    json.addProperty("frames", frames);
    goneFor.ifPresent(age -> json.addProperty("gone_for_seconds", age.toMillis() / 1000.0));
    return json.toString();
  }
}
