package io.framegauge.adapters.cli;

import io.framegauge.telemetry.record.StatRecord;
import java.util.List;

/// Where records go, oldest first. One thread.
interface RecordOutput {
  /// A run begins; what follows belongs to it.
  ///
  /// @param before records of that run before the first that is written, for rates; may be empty
  void begin(String pipelineName, String run, List<StatRecord> before);

  /// A record of the run.
  void write(StatRecord statRecord);

  /// How many records before the first help to show it.
  default int wantedBefore() {
    return 0;
  }
}
