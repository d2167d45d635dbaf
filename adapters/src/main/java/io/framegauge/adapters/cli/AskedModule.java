package io.framegauge.adapters.cli;

import io.framegauge.telemetry.zeromq.HistoryAnswer;
import io.framegauge.telemetry.zeromq.HistoryClient;

/// Records of a module that is asked over ZeroMQ.
record AskedModule(HistoryClient client) implements RecordSource {
  @Override
  public HistoryAnswer latest(int count, long beforeId) {
    return client.latest(count, beforeId);
  }

  @Override
  public HistoryAnswer newerThan(long id, int limit) {
    return client.newerThan(id, limit);
  }

  @Override
  public HistoryAnswer window(long fromMillis, long toMillis, int limit, long beforeId) {
    return client.window(fromMillis, toMillis, limit, beforeId);
  }

  @Override
  public void probe() {
    client.info();
  }
}
