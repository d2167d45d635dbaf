package io.framegauge.telemetry;

import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs one line a record, with the rates since the record of the same type before it, in the words
/// of the reference (savant_core::pipeline::stats), which scripts read.
final class RateLog {
  private static final Logger LOG = LoggerFactory.getLogger("framegauge.stats");
  private static final int AT_ONCE = 100;

  private static final long PAUSE_NANOS = 50_000_000;
  private static final long END_MILLIS = 1_000;

  private final History history;
  private final Map<RecordType, StatRecord> last = new EnumMap<>(RecordType.class);
  private long lastId = -1;
  private volatile boolean ended;
  private @Nullable Thread thread;

  RateLog(History history) {
    this.history = history;
  }

  /// Follows the records on a thread of its own: whoever reads the log may stand still, and the
  /// writer of it then.
  void start() {
    thread = Thread.ofPlatform().name("framegauge-rates").daemon().start(this::run);
  }

  private void run() {
    while (!ended) {
      follow();
      LockSupport.parkNanos(this, PAUSE_NANOS);
    }
    follow();
  }

  /// Logs what is left, and waits for that, but not for ever; when nothing is recorded any more.
  void end() {
    ended = true;
    Thread running = thread;
    if (running != null) {
      LockSupport.unpark(running);
      try {
        running.join(END_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Logs what has been recorded since the last call. One thread at a time.
  private void follow() {
    Page page;
    do {
      page = history.newerThan(lastId, AT_ONCE);
      for (StatRecord record : page.records()) {
        lastId = record.id();
        log(record);
      }
    } while (page.more());
  }

  private void log(StatRecord record) {
    if (record.type() == RecordType.INITIAL) {
      last.put(RecordType.FRAME, record);
      last.put(RecordType.TIMESTAMP, record);
      return;
    }
    StatRecord before = last.put(record.type(), record);
    if (before != null) {
      LOG.info("{}", line(before, record));
    }
  }

  static String line(StatRecord before, StatRecord now) {
    long frames = now.frameNo() - before.frameNo();
    long objects = now.objectCounter() - before.objectCounter();
    double seconds = (now.monotonicNanos() - before.monotonicNanos()) / 1e9;
    boolean byTime = now.type() == RecordType.TIMESTAMP;
    return String.format(
        Locale.ROOT,
        "📊 %s-based FPS counter triggered: FPS = %s, OPS = %s, frame_delta = %d,"
            + " time_delta = %s sec%s, period=[%d, %d] ms",
        byTime ? "Time" : "Frame",
        rate(frames, seconds),
        rate(objects, seconds),
        frames,
        String.format(Locale.ROOT, "%.3f", seconds),
        byTime ? " " : "",
        before.tsMillis(),
        now.tsMillis());
  }

  private static String rate(long count, double seconds) {
    return seconds > 0 ? String.format(Locale.ROOT, "%.2f", count / seconds) : "n/a";
  }
}
