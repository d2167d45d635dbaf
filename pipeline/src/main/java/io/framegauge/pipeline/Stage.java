package io.framegauge.pipeline;

import io.framegauge.pipeline.probe.FlowEvents;
import io.framegauge.pipeline.probe.SourceName;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.record.StageKind;
import java.util.Optional;

/// A measured stage.
///
/// @param of its name, and that of its source if it is one
/// @param drops the account of what goes in and does not come out
/// @param levels is told of flushes, when the stage is a queue
record Stage(StageCells cells, SourceName of, StageKind kind, DropLedger drops, FlowEvents levels) {
  String name() {
    return of.stageName();
  }

  Optional<SourceName> source() {
    return kind == StageKind.SOURCE ? Optional.of(of) : Optional.empty();
  }
}
