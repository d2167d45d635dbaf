package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.StatRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/// Reads a history in windows of time that abut: each call of [#next] reads from where the last one
/// ended to `lag` ago, so that every record is given exactly once.
///
/// A record is stamped when it is begun and can be read when it is complete, so a window must not
/// be read before its records are written: that is the lag. Should one take longer all the same,
/// its id is found missing as soon as a later one is there, and it is given as late. What is older
/// than the horizon is refused, so that a reader that slept is told instead of being given old
/// values; so is what the module has overwritten, and what is left of a run when the module has
/// started anew.
///
/// `now` is this machine's clock: on another machine than the module's, the difference of the
/// clocks belongs to the lag. One thread at a time.
public final class HistoryWindows {
  private static final int PAGE = 1000;

  private final HistoryClient client;
  private final long lagMillis;
  private final long horizonMillis;
  private final InstantSource clock;
  private final Deque<HistoryWindow> ready = new ArrayDeque<>();
  private long last;
  private String run = "";

  /// Every id up to this one was given or refused, or is from before the beginning.
  private long settled = -1;

  private boolean settling;

  /// Ids above that were given.
  private final TreeSet<Long> given = new TreeSet<>();

  HistoryWindows(
      HistoryClient client, long fromMillis, Duration lag, Duration horizon, InstantSource clock) {
    if (lag.isNegative() || horizon.compareTo(lag) <= 0) {
      throw new IllegalArgumentException(
          "the horizon must be longer than the lag: horizon=" + horizon + ", lag=" + lag);
    }
    this.client = client;
    this.last = fromMillis;
    this.lagMillis = lag.toMillis();
    this.horizonMillis = horizon.toMillis();
    this.clock = clock;
  }

  /// The next window, up to `lag` ago; an empty one when the clock has not come further. It does
  /// not wait: the caller sets the pace.
  ///
  /// @throws HistoryException if the module does not answer; asking again goes on where it was
  public HistoryWindow next() {
    if (!ready.isEmpty()) {
      return ready.removeFirst();
    }
    long now = clock.millis();
    if (last < now - horizonMillis) {
      return refuse(now - horizonMillis, "older than the horizon of " + horizonMillis + " ms");
    }
    long to = now - lagMillis;
    if (to <= last) {
      return new HistoryWindow.Read(run, last, last, List.of(), List.of());
    }
    Answer answer = ask(to);
    if (!answer.run().equals(run)) {
      return startAnew();
    }
    if (answer.gap()) {
      return refuse(endOfGap(to), "the module has overwritten records before they were read");
    }
    return read(to, answer.records(), now - horizonMillis);
  }

  /// All pages of a window.
  private record Answer(String run, boolean gap, List<StatRecord> records) {}

  private Answer ask(long to) {
    HistoryAnswer answer = client.window(last, to, PAGE);
    run = run.isEmpty() ? answer.run() : run;
    boolean gap = answer.page().gap();
    List<StatRecord> records = new ArrayList<>(answer.page().records());
    while (answer.page().more() && answer.run().equals(run)) {
      answer = client.window(last, to, PAGE, records.getLast().id());
      gap |= answer.page().gap();
      records.addAll(answer.page().records());
    }
    Collections.reverse(records);
    return new Answer(answer.run(), gap, records);
  }

  private HistoryWindow refuse(long to, String reason) {
    HistoryWindow refused = new HistoryWindow.Refused(run, last, to, reason);
    last = to;
    settling = false;
    given.clear();
    return refused;
  }

  private HistoryWindow startAnew() {
    HistoryInfo anew = client.info().info();
    String reason = "the module has started anew: what run " + run + " wrote last cannot be read";
    run = anew.run();
    HistoryWindow refused = refuse(Math.max(last, anew.startedMillis()), reason);
    last = anew.startedMillis();
    return refused;
  }

  /// Where what is kept begins for certain: behind the oldest record's millisecond, of which others
  /// may be gone.
  private long endOfGap(long to) {
    List<StatRecord> oldest = client.newerThan(-1, 1).page().records();
    return oldest.isEmpty() ? to : Math.clamp(oldest.getFirst().tsMillis() + 1, last, to);
  }

  private HistoryWindow read(long to, List<StatRecord> records, long horizon) {
    records.forEach(each -> given.add(each.id()));
    if (!settling && !records.isEmpty()) {
      settled = given.first() - 1;
      settling = true;
    }
    settle();
    List<StatRecord> late = given.isEmpty() ? new ArrayList<>() : missing(to);
    late.forEach(each -> given.add(each.id()));
    settle();
    late.stream().filter(each -> each.tsMillis() < horizon).forEach(this::refuseLate);
    late.removeIf(each -> each.tsMillis() < horizon);
    HistoryWindow read = new HistoryWindow.Read(run, last, to, records, late);
    last = to;
    return read;
  }

  /// Records below one that was given, so that they were complete before it was, and that belonged
  /// to this window or one before.
  private List<StatRecord> missing(long to) {
    List<StatRecord> late = new ArrayList<>();
    long end = given.last();
    long after = settled;
    while (after < end - 1) {
      Page page = client.newerThan(after, (int) Math.min(PAGE, end - 1 - after)).page();
      refuseLost(page.oldestId(), to);
      page.records().stream()
          .filter(each -> each.id() < end && each.tsMillis() < to && !given.contains(each.id()))
          .forEach(late::add);
      after = page.records().isEmpty() ? end : page.records().getLast().id();
    }
    return late;
  }

  private void refuseLost(long oldest, long to) {
    for (long id = settled + 1; id < oldest; id++) {
      if (given.add(id)) {
        ready.add(
            new HistoryWindow.Refused(
                run, to, to, "record " + id + " was overwritten before it could be read"));
      }
    }
  }

  private void settle() {
    while (!given.isEmpty() && given.first() <= settled + 1) {
      settled = Math.max(settled, given.pollFirst());
    }
  }

  private void refuseLate(StatRecord late) {
    ready.add(
        new HistoryWindow.Refused(
            run,
            late.tsMillis(),
            late.tsMillis() + 1,
            "record " + late.id() + " was written when it was older than the horizon"));
  }
}
