package io.framegauge.adapters.cli;

import io.framegauge.telemetry.record.StatRecord;
import io.framegauge.telemetry.zeromq.HistoryJson;
import java.io.PrintWriter;
import java.util.List;

/// Records as the server writes them, one JSON object a line.
final class RecordLines implements RecordOutput {
  private final PrintWriter out;

  RecordLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(String pipelineName, String run, List<StatRecord> before) {
    // the server's JSON of a record does not name its run
  }

  @Override
  public void write(StatRecord statRecord) {
    out.print(HistoryJson.write(statRecord) + "\n");
  }
}
