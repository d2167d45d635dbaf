package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.record.StatRecord;
import java.util.List;

/// A span of time, [from, to) in milliseconds since the epoch, and what became of its records. Each
/// begins where the one before it ended.
public sealed interface HistoryWindow {
  /// The start of the pipeline that it is about.
  String run();

  long fromMillis();

  long toMillis();

  /// Every record of the span.
  ///
  /// @param records stamped in the span, oldest id first
  /// @param late stamped before the span, but written only after the lag had passed: they were
  ///   missing in their own window and are given here, once
  record Read(
      String run, long fromMillis, long toMillis, List<StatRecord> records, List<StatRecord> late)
      implements HistoryWindow {
    public Read {
      records = List.copyOf(records);
      late = List.copyOf(late);
    }
  }

  /// Records of the span, if there were any, are not given: neither now nor later. A record that is
  /// refused alone is told beside the windows, with a span of its own; an empty one if its time is
  /// not known.
  ///
  /// @param reason in the user's words
  record Refused(String run, long fromMillis, long toMillis, String reason)
      implements HistoryWindow {}
}
