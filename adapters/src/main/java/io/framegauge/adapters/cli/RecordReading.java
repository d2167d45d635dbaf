package io.framegauge.adapters.cli;

import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.StatRecord;
import io.framegauge.telemetry.zeromq.HistoryAnswer;
import io.framegauge.telemetry.zeromq.HistoryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// Reads a selection of records in as many queries as it takes, and then what is newer. What was
/// missed and new runs are told, never passed over. One thread.
///
/// A query without an answer throws [HistoryException]; reading again goes on where it was.
final class RecordReading {
  private static final int PAGE = 1000;
  private static final int ATTEMPTS = 3;
  private static final long NEWEST = Long.MAX_VALUE;

  private final RecordSource source;
  private final RecordOutput out;
  private final Consumer<String> notices;
  private String run = "";
  private long lastId = -1;
  private boolean fromTheOldest = true;

  /// @param notices takes one sentence at a time, for people
  RecordReading(RecordSource source, RecordOutput out, Consumer<String> notices) {
    this.source = source;
    this.out = out;
    this.notices = notices;
  }

  /// Writes the records of a selection, oldest first. A module that starts anew between two queries
  /// is asked again.
  void read(Selection selection) {
    switch (selection) {
      case Selection.Last last -> backwards(last.count(), source::latest);
      case Selection.Window window ->
          backwards(
              Integer.MAX_VALUE,
              (limit, beforeId) ->
                  source.window(window.fromMillis(), window.toMillis(), limit, beforeId));
      case Selection.NewerThan newer -> {
        lastId = newer.id();
        fromTheOldest = newer.id() < 0;
        readNewer();
      }
    }
  }

  private interface Query {
    HistoryAnswer ask(int limit, long beforeId);
  }

  private void backwards(int count, Query query) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      List<StatRecord> records = new ArrayList<>();
      HistoryAnswer first = query.ask(Math.min(count, PAGE), NEWEST);
      HistoryAnswer answer = first;
      records.addAll(answer.page().records());
      while (answer.page().more() && records.size() < count && answer.run().equals(first.run())) {
        int limit = Math.min(count - records.size(), PAGE);
        answer = query.ask(limit, records.getLast().id());
        records.addAll(answer.page().records());
      }
      if (answer.run().equals(first.run())) {
        Collections.reverse(records);
        write(first, records);
        return;
      }
    }
    throw new HistoryException("the module starts anew again and again: nothing can be read");
  }

  private void write(HistoryAnswer first, List<StatRecord> records) {
    Page page = first.page();
    begin(first, records.isEmpty() ? List.of() : before(first, records.getFirst().id()));
    records.forEach(out::write);
    lastId = records.isEmpty() ? page.newestId() : records.getLast().id();
    fromTheOldest = false;
  }

  private List<StatRecord> before(HistoryAnswer first, long id) {
    if (out.wantedBefore() == 0 || id == 0) {
      return List.of();
    }
    HistoryAnswer answer = source.latest(out.wantedBefore(), id);
    return answer.run().equals(first.run()) ? answer.page().records().reversed() : List.of();
  }

  /// Writes all records that are newer than the last, oldest first.
  void readNewer() {
    boolean more = true;
    while (more) {
      HistoryAnswer answer = source.newerThan(lastId, PAGE);
      boolean newRun = !run.equals(answer.run());
      if (newRun && isForeign(answer)) {
        restart(answer);
      } else {
        if (newRun) {
          begin(answer, lastId < 0 ? List.of() : before(answer, lastId + 1));
        }
        answer.page().records().forEach(this::writeNewer);
        more = answer.page().more();
      }
    }
  }

  /// Whether the last id means nothing in the run that answers.
  private boolean isForeign(HistoryAnswer answer) {
    return !run.isEmpty() || answer.page().newestId() < lastId;
  }

  private void restart(HistoryAnswer answer) {
    notices.accept(
        run.isEmpty()
            ? "record "
                + lastId
                + " is not of this run, whose newest is "
                + answer.page().newestId()
                + "; reading from the oldest"
            : "the module has started anew: run=" + answer.run());
    begin(answer, List.of());
    lastId = -1;
    fromTheOldest = false;
  }

  private void begin(HistoryAnswer answer, List<StatRecord> before) {
    run = answer.run();
    out.begin(answer.pipelineName(), run, before);
  }

  private void writeNewer(StatRecord statRecord) {
    long missed = statRecord.id() - lastId - 1;
    if (missed > 0 && !fromTheOldest) {
      notices.accept(lost(lastId + 1, missed));
    }
    fromTheOldest = false;
    out.write(statRecord);
    lastId = statRecord.id();
  }

  private static String lost(long firstId, long count) {
    return count == 1
        ? "record " + firstId + " is lost: it was overwritten before it could be read"
        : "records "
            + firstId
            + " to "
            + (firstId + count - 1)
            + " are lost: they were overwritten before they could be read";
  }
}
