package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.record.StatRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// Every record from some id on, each once and in order, as it is written. One thread.
///
/// [#hasNext] waits for the next record and is false when the client is closed or the thread
/// interrupted. It throws [HistoryException] when the module does not answer; asking again is
/// allowed and goes on where it was. When the module has started anew, it goes on with the first
/// record of the new run.
public final class HistoryFollower implements Iterator<StatRecord> {
  private static final int PAGE_RECORDS = 100;

  private final HistoryClient client;
  private final Duration interval;
  private final Deque<StatRecord> ready = new ArrayDeque<>();
  private long lastId;
  private String run = "";
  private long gaps;

  HistoryFollower(HistoryClient client, long afterId, Duration interval) {
    this.client = client;
    this.interval = interval;
    lastId = afterId;
  }

  @Override
  public boolean hasNext() {
    try {
      while (ready.isEmpty()) {
        if (!client.pause(Duration.ZERO)) {
          return false;
        }
        fetch();
        if (ready.isEmpty() && !client.pause(interval)) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public StatRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the history client is closed");
    }
    return ready.removeFirst();
  }

  /// How often records were missed: they were overwritten before they were fetched, or the module
  /// started anew.
  public long gaps() {
    return gaps;
  }

  /// The run that the last record came from; empty before the first.
  public String run() {
    return run;
  }

  private void fetch() {
    HistoryAnswer answer = client.newerThan(lastId, PAGE_RECORDS);
    boolean newRun = !run.isEmpty() && !run.equals(answer.run());
    boolean foreignId = answer.page().newestId() < lastId;
    if (newRun || foreignId) {
      gaps++;
      lastId = -1;
      run = answer.run();
      return;
    }
    run = answer.run();
    // "all that are kept" misses nothing, whatever was overwritten before
    if (answer.page().gap() && lastId >= 0) {
      gaps++;
    }
    ready.addAll(answer.page().records());
    if (!ready.isEmpty()) {
      lastId = ready.getLast().id();
    }
  }
}
