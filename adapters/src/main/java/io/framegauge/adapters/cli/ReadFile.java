package io.framegauge.adapters.cli;

import io.framegauge.telemetry.ObservedFile;
import io.framegauge.telemetry.ObservedRun;
import io.framegauge.telemetry.counter.TelemetryFileException;
import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.DamagedTelemetryException;
import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.zeromq.HistoryAnswer;
import io.framegauge.telemetry.zeromq.HistoryException;
import java.util.function.Function;

/// Records out of a telemetry file, whether its module runs or not.
record ReadFile(ObservedFile file) implements RecordSource {
  @Override
  public HistoryAnswer latest(int count, long beforeId) {
    return answer(run -> run.history().latest(count, beforeId));
  }

  @Override
  public HistoryAnswer newerThan(long id, int limit) {
    return answer(run -> run.history().newerThan(id, limit));
  }

  @Override
  public HistoryAnswer window(long fromMillis, long toMillis, int limit, long beforeId) {
    return answer(run -> run.history().window(fromMillis, toMillis, limit, beforeId));
  }

  @Override
  public void probe() {
    latest(1, Long.MAX_VALUE);
  }

  private HistoryAnswer answer(Function<ObservedRun, Page> query) {
    try {
      ObservedRun run = file.current();
      RunIdentity identity = run.identity();
      return new HistoryAnswer(identity.pipelineName(), identity.run(), query.apply(run));
    } catch (TelemetryFileException e) {
      throw new HistoryException(String.valueOf(e.getMessage()), e);
    } catch (DamagedTelemetryException e) {
      throw new HistoryException(e.getMessage() + ": " + file.path(), e);
    }
  }
}
