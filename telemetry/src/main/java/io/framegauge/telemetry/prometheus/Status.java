package io.framegauge.telemetry.prometheus;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RunIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the pipeline is doing.
///
/// @param uptime since the start of the run, on the monotonic clock
/// @param version of Framegauge
/// @param frames that have left the pipeline
/// @param stalled names of the stages that have received buffers and no longer deliver
/// @param goneFor time since the last sign of life of a module that is gone; empty while it is
///   there
public record Status(
    PipelineState state,
    RunIdentity run,
    Duration uptime,
    String version,
    long frames,
    List<String> stalled,
    Optional<Duration> goneFor) {

  public Status {
    stalled = List.copyOf(stalled);
  }

  /// Of a module that is there.
  public Status(
      PipelineState state,
      RunIdentity run,
      Duration uptime,
      String version,
      long frames,
      List<String> stalled) {
    this(state, run, uptime, version, frames, stalled, Optional.empty());
  }

  /// Whether frames may flow and figures may move.
  boolean ready() {
    return state == PipelineState.RUNNING && goneFor.isEmpty() && stalled.isEmpty();
  }

  /// Why the pipeline is ready or not, in one line.
  String readiness() {
    if (goneFor.isPresent()) {
      return stateLabel() + ", but the module is gone";
    }
    return state == PipelineState.RUNNING && !stalled.isEmpty()
        ? stateLabel() + ", but stalled: " + String.join(", ", stalled)
        : stateLabel();
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
    if (!stalled.isEmpty()) {
      JsonArray stages = new JsonArray();
      stalled.forEach(stages::add);
      json.add("stalled", stages);
    }
    goneFor.ifPresent(age -> json.addProperty("gone_for_seconds", age.toMillis() / 1000.0));
    return json.toString();
  }
}
