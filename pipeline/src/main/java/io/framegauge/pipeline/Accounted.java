package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.WeakObject;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.counter.StageFlow;

/// A stage whose account is kept.
///
/// @param element what to ask; it may go at any time
/// @param cells where causes are told
/// @param flow what goes in and comes out
record Accounted(WeakObject element, StageCells cells, StageFlow flow) {}
