package io.framegauge.telemetry;

import io.framegauge.telemetry.record.RunIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells in the log what becomes of the module that is observed: each change once, and a trouble
/// that lasts again every ten minutes. Any thread.
final class ObservationLog {
  private static final Logger LOG = LoggerFactory.getLogger("framegauge.exporter");
  private static final Duration AGAIN = Duration.ofMinutes(10);

  private final Path file;
  private final LongSupplier nanoClock;
  private String told = "";
  private long toldNanos;

  ObservationLog(Path file, LongSupplier nanoClock) {
    this.file = file;
    this.nanoClock = nanoClock;
  }

  synchronized void seen(RunIdentity run, boolean live, Duration heartbeatAge) {
    String name = run.pipelineName() + ", run " + run.run();
    if (live) {
      if (isNews("live " + name, false)) {
        LOG.info("observing {}, pid {}: {}", name, run.pid(), file);
      }
    } else if (isNews("gone " + name, true)) {
      LOG.warn(
          "the module is gone, its last sign of life was {} s ago; serving its last values: {}: {}",
          heartbeatAge.toSeconds(),
          name,
          file);
    }
  }

  synchronized void unreadable(String why) {
    if (isNews(why, true)) {
      LOG.warn("nothing can be observed: {}", why);
    }
  }

  /// Whether something is to be told now.
  ///
  /// @param lasting whether it is told again while it lasts
  synchronized boolean isNews(String what, boolean lasting) {
    long now = nanoClock.getAsLong();
    boolean same = what.equals(told);
    if (same && !(lasting && now - toldNanos >= AGAIN.toNanos())) {
      return false;
    }
    told = what;
    toldNanos = now;
    return true;
  }
}
