package io.framegauge.telemetry.zeromq;

/// The answer to `info`.
///
/// @param oldestId oldest record still kept, -1 when there is none
/// @param newestId newest complete record, -1 when there is none
public record InfoAnswer(HistoryInfo info, long oldestId, long newestId) {}
