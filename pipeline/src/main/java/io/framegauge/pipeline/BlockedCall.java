package io.framegauge.pipeline;

import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.metrics.Gauge;
import io.framegauge.telemetry.record.Metric;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds a plugin that does not return from a call, and names it in the log and in the metrics,
/// once for each call. One thread at a time, never a streaming one.
final class BlockedCall {
  private static final Logger LOG = LoggerFactory.getLogger(BlockedCall.class);

  private final String plugin;
  private final PluginCall call;
  private final Gauge gauge;
  private final long limitNanos;
  private PluginCall.@Nullable Inside told;

  /// @param plugin its names, for people
  /// @param seconds after which a call is blocked
  BlockedCall(
      String plugin, String stageName, PluginCall call, Telemetry telemetry, double seconds) {
    this.plugin = plugin;
    this.call = call;
    this.gauge = telemetry.families().gaugeFamily(Metric.PLUGIN_BLOCKED).labels(stageName);
    this.limitNanos = (long) (seconds * 1e9);
    gauge.set(0);
  }

  void look(long nowNanos) {
    Optional<PluginCall.Inside> blocked =
        call.now().filter(inside -> nowNanos - inside.sinceNanos() >= limitNanos);
    if (told != null && !blocked.equals(Optional.of(told))) {
      LOG.info("{} has returned from {}", plugin, told.callback());
      told = null;
      gauge.set(0);
    }
    if (told == null && blocked.isPresent()) {
      told = blocked.get();
      gauge.set(1);
      LOG.warn(
          "{} has not returned from {} for {} s{}",
          plugin,
          told.callback(),
          limitNanos / 1e9,
          told.place());
    }
  }
}
