package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.DropReason.ERROR;
import static io.framegauge.telemetry.record.DropReason.LATE;
import static io.framegauge.telemetry.record.DropReason.PLUGIN;
import static io.framegauge.telemetry.record.DropReason.UNEXPLAINED;
import static io.framegauge.telemetry.record.DropReason.VALVE;

import io.framegauge.pipeline.gst.Elements;
import io.framegauge.pipeline.gst.NumberProperty;
import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.StageKind;
import java.util.EnumSet;
import java.util.Set;

/// Chooses how the account of a stage is kept.
final class DropLedgers {
  /// Filters for any media that let everything through.
  private static final Set<String> PLAIN = Set.of("identity", "capsfilter");

  /// Filters that put one frame together from several: fields, views.
  private static final Set<String> MERGING = Set.of("ivtc", "glviewconvert");

  private static final NumberProperty CACHES = new NumberProperty("cache-buffers");

  private DropLedgers() {}

  /// The ledger for an element.
  ///
  /// @param address of the element, which is alive
  static DropLedger of(long address, String factory, StageKind kind, Accounted stage) {
    if (kind == StageKind.PLUGIN) {
      return new FilterLedger(stage, UNEXPLAINED, EnumSet.of(PLUGIN, ERROR));
    }
    if (kind == StageKind.SINK && Elements.isBaseSink(address)) {
      return new SinkLedger(stage);
    }
    return switch (factory) {
      case "queue" -> new QueueLedger(stage, true);
      case "rtpjitterbuffer" -> new JitterLedger(stage);
      case "queue2" -> new QueueLedger(stage, false);
      case "input-selector" ->
          new FunnelLedger(stage, VALVE, selector -> CACHES.unsignedInt(selector) != 0);
      case "concat", "funnel" -> new FunnelLedger(stage, UNEXPLAINED, funnel -> false);
      case "valve" -> new FilterLedger(stage, VALVE, EnumSet.noneOf(DropReason.class));
      case "videorate" -> new RateLedger(stage);
      default ->
          isOneToOne(address, factory)
              ? new FilterLedger(stage, UNEXPLAINED, EnumSet.of(LATE))
              : new UnbalancedLedger(stage);
    };
  }

  /// Filters for video on GStreamer's base class put one buffer out for each that goes in, but for
  /// a few; of those for audio and captions many do not.
  private static boolean isOneToOne(long element, String factory) {
    boolean video = Elements.klass(element).contains("Video");
    return Elements.isBaseTransform(element)
        && (video || PLAIN.contains(factory))
        && !MERGING.contains(factory);
  }

  /// For elements of which nobody can say how many buffers must come out: only what they tell
  /// themselves.
  private static final class UnbalancedLedger extends DropLedger {
    UnbalancedLedger(Accounted stage) {
      super(stage, Set.of());
    }

    @Override
    void look(long nowNanos) {}

    @Override
    void settle() {}
  }
}
