package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.history.Page;

/// An answer with records, and which start of which pipeline they belong to.
///
/// @param run unique for every start of the pipeline: ids of two runs must not be mixed
public record HistoryAnswer(String pipelineName, String run, Page page) {}
