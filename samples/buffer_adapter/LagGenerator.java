import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import io.framegauge.telemetry.metrics.GaugeFamily;
import java.util.random.RandomGenerator;

/// Works on each frame for a while; for a run of frames it takes longer, then for a run of frames it
/// does not, and so on. How much longer is drawn anew for each run.
public final class LagGenerator implements Plugin {
  private final double frameSeconds;
  private final double minLagSeconds;
  private final double maxLagSeconds;
  private final long slowFrames;
  private final long fastFrames;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private GaugeFamily lagging;
  private long seen;
  private double lagSeconds;

  /// @param frameSeconds what each frame takes
  /// @param minLagSeconds what slow frames take longer, at least
  /// @param maxLagSeconds and at most
  /// @param slowFrames length of a run of slow frames
  /// @param fastFrames length of a run of fast frames
  public LagGenerator(
      double frameSeconds,
      double minLagSeconds,
      double maxLagSeconds,
      long slowFrames,
      long fastFrames) {
    if (!(frameSeconds >= 0 && minLagSeconds >= 0 && minLagSeconds <= maxLagSeconds)) {
      throw new IllegalArgumentException(
          "must be >= 0, the least lag not above the most: frameSeconds=%s, minLagSeconds=%s, maxLagSeconds=%s"
              .formatted(frameSeconds, minLagSeconds, maxLagSeconds));
    }
    if (slowFrames < 1 || fastFrames < 1) {
      throw new IllegalArgumentException(
          "must be >= 1: slowFrames=%d, fastFrames=%d".formatted(slowFrames, fastFrames));
    }
    this.frameSeconds = frameSeconds;
    this.minLagSeconds = minLagSeconds;
    this.maxLagSeconds = maxLagSeconds;
    this.slowFrames = slowFrames;
    this.fastFrames = fastFrames;
  }

  @Override
  public void start(PluginContext context) {
    lagging =
        context
            .families()
            .gaugeFamily("lag_seconds", "What a frame takes longer than usual.", "seconds");
  }

  @Override
  public void frame(Frame frame) throws InterruptedException {
    long place = seen++ % (slowFrames + fastFrames);
    if (place == 0) {
      lagSeconds = minLagSeconds + random.nextDouble() * (maxLagSeconds - minLagSeconds);
    } else if (place == slowFrames) {
      lagSeconds = 0;
    }
    lagging.set(lagSeconds);
    Thread.sleep((long) ((frameSeconds + lagSeconds) * 1000));
  }
}
