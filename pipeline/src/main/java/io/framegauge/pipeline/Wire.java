package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Pads;
import io.framegauge.pipeline.probe.Links.Answer;
import io.framegauge.telemetry.counter.LinkCells;
import org.jspecify.annotations.Nullable;

/// An observed source pad of a stage, and where it led last; under the lock of [StageLinks].
final class Wire {
  final Stage source;
  Pads.@Nullable Attached probe;
  @Nullable Stage destination;
  @Nullable LinkCells cells;
  Answer answer = Answer.NOT_YET;
  boolean stale; // the link is to be made anew
  boolean foreseen; // it leads to a stage, though nothing has flowed yet

  Wire(Stage source) {
    this.source = source;
  }
}
