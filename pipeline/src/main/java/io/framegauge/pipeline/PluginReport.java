package io.framegauge.pipeline;

import io.framegauge.pipeline.plugin.PluginSpec;
import io.framegauge.pipeline.probe.PluginWatch;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.record.Metric;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what a plugin throws and how often it is late, and says so in the log: from the sampler's
/// thread and at most once a second, never from the streaming thread.
final class PluginReport implements PluginWatch {
  private static final Logger LOG = LoggerFactory.getLogger(PluginReport.class);
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Thrown(String callback, Throwable throwable) {}

  private final String stageName;
  private final PluginSpec spec;
  private final Counter errors;
  private final Optional<Counter> overBudget;
  private final Optional<Counter> skipped;
  private final long budgetNanos;
  private final AtomicReference<@Nullable Thrown> unreported = new AtomicReference<>();
  private final AtomicLong unreportedErrors = new AtomicLong();
  private final AtomicLong unreportedSkips = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final AtomicLong latestNanos = new AtomicLong();
  private final PluginCall call = new PluginCall();
  private final Optional<BlockedCall> blocked;
  private volatile Consumer<Ending> ending = how -> {};
  private long lastReportNanos = System.nanoTime() - INTERVAL_NANOS;

  PluginReport(String stageName, PluginSpec spec, Telemetry telemetry) {
    this.stageName = stageName;
    this.spec = spec;
    this.errors = counter(telemetry, Metric.PLUGIN_ERRORS, stageName);
    this.overBudget =
        spec.budgetMillis().map(millis -> counter(telemetry, Metric.PLUGIN_OVER_BUDGET, stageName));
    this.skipped =
        spec.offThread().isPresent()
            ? Optional.of(counter(telemetry, Metric.PLUGIN_SKIPPED_FRAMES, stageName))
            : Optional.empty();
    this.budgetNanos =
        spec.budgetMillis().map(millis -> (long) (millis * 1e6)).orElse(Long.MAX_VALUE);
    this.blocked =
        telemetry
            .config()
            .metrics()
            .stallAfter()
            .map(seconds ->
                new BlockedCall(plugin(stageName, spec), stageName, call, telemetry, seconds));
    telemetry.sampler().onSample(this::report);
  }

  /// The call that the plugin is in, if it is in one.
  Optional<PluginCall.Inside> inside() {
    return call.now();
  }

  private static Counter counter(Telemetry telemetry, Metric metric, String stageName) {
    return telemetry.families().counterFamily(metric).labels(stageName);
  }

  void onEnd(Consumer<Ending> told) {
    ending = told;
  }

  @Override
  public void enters(String callback, long nowNanos) {
    call.enter(callback, nowNanos);
  }

  @Override
  public void leaves() {
    call.leave();
  }

  @Override
  public void took(long nanos) {
    if (nanos > budgetNanos) {
      overBudget.ifPresent(Counter::inc);
      late.incrementAndGet();
      latestNanos.accumulateAndGet(nanos, Math::max);
    }
  }

  @Override
  public void threw(String callback, Throwable thrown, boolean ends) {
    MemoryReserve.releaseIfExhausted(thrown);
    errors.inc();
    unreportedErrors.incrementAndGet();
    unreported.set(new Thrown(callback, thrown));
    if (ends) {
      ending.accept(new Ending.Failed(text(stageName, spec, callback, thrown)));
    }
  }

  @Override
  public void skipped(long frames) {
    if (skipped.isPresent()) { // a lambda would be garbage
      skipped.get().inc(frames);
    }
    unreportedSkips.addAndGet(frames);
  }

  /// Says what there is to say, at most once a second; and at once what blocks.
  void report(long nowNanos) {
    blocked.ifPresent(watch -> watch.look(nowNanos));
    if (nowNanos - lastReportNanos >= INTERVAL_NANOS) {
      lastReportNanos = nowNanos;
      flush();
    }
  }

  private void warn(String text, Throwable thrown) {
    String line = "{}; {} times since the last report";
    long times = unreportedErrors.getAndSet(0);
    try {
      LOG.warn(line, text, times, thrown);
    } catch (RuntimeException | Error e) { // it, or its cause, throws when it is asked for words
      LOG.warn(line, text, times);
    }
  }

  /// Logs what has not been logged yet.
  synchronized void flush() {
    Thrown thrown = unreported.getAndSet(null);
    if (thrown != null) {
      warn(text(stageName, spec, thrown.callback(), thrown.throwable()), thrown.throwable());
    }
    long count = late.getAndSet(0);
    if (count > 0) {
      LOG.warn(
          "plugin {} ({}) took longer than its budget: budget_ms={}, frames={}, slowest_ms={}",
          stageName,
          spec.className(),
          budgetNanos / 1e6,
          count,
          latestNanos.getAndSet(0) / 1e6);
    }
    long skips = unreportedSkips.getAndSet(0);
    if (skips > 0) {
      LOG.warn(
          "plugin {} ({}) cannot keep up off the streaming thread: queue={}, skipped={}",
          stageName,
          spec.className(),
          spec.offThread().orElse(0),
          skips);
    }
  }

  /// What happened, in one sentence, with the plugin's own line if it was on the way.
  static String text(String stageName, PluginSpec spec, String callback, Throwable thrown) {
    List<StackTraceElement> trace = List.of(thrown.getStackTrace());
    String place =
        trace.stream()
            .filter(frame -> isOf(spec.className(), frame.getClassName()))
            .findFirst()
            .or(() -> trace.stream().findFirst())
            .map(PluginReport::place)
            .orElse("");
    return plugin(stageName, spec) + " threw in " + callback + ": " + words(thrown) + place;
  }

  private static boolean isOf(String plugin, String className) {
    return className.equals(plugin) || className.startsWith(plugin + "$");
  }

  private static String place(StackTraceElement frame) {
    String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber(); // native code
    return " at " + frame.getFileName() + line;
  }

  /// A plugin's names, for people.
  static String plugin(String stageName, PluginSpec spec) {
    return "plugin " + stageName + " (" + spec.className() + ")";
  }

  /// A throwable of the user's may throw when it is asked for its message.
  private static String words(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (Throwable again) {
      return thrown.getClass().getName();
    }
  }
}
