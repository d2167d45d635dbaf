package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.DropReason.ERROR;
import static io.framegauge.telemetry.record.DropReason.LATE;
import static io.framegauge.telemetry.record.DropReason.PLUGIN;
import static io.framegauge.telemetry.record.DropReason.UNEXPLAINED;
import static io.framegauge.telemetry.record.DropReason.VALVE;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Types;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.StageKind;
import java.util.EnumSet;
import java.util.Set;
import org.freedesktop.gstreamer.Element;

/// Chooses how the account of a stage is kept.
final class DropLedgers {
  /// Filters for any media that let everything through.
  private static final Set<String> PLAIN = Set.of("identity", "capsfilter");

  /// Filters that put one frame together from several: fields, views.
  private static final Set<String> MERGING = Set.of("ivtc", "glviewconvert");

  private DropLedgers() {}

  /// The ledger for an element.
  static DropLedger of(Element element, String factory, StageKind kind, StageCells cells) {
    if (kind == StageKind.PLUGIN) {
      return new FilterLedger(cells, UNEXPLAINED, EnumSet.of(PLUGIN, ERROR));
    }
    if (kind == StageKind.SINK && Types.isBaseSink(Address.of(element))) {
      return new SinkLedger(element, cells);
    }
    return switch (factory) {
      case "queue" -> new QueueLedger(element, cells);
      case "valve" -> new FilterLedger(cells, VALVE, EnumSet.noneOf(DropReason.class));
      case "videorate" -> new RateLedger(element, cells);
      default ->
          isOneToOne(element, factory)
              ? new FilterLedger(cells, UNEXPLAINED, EnumSet.of(LATE))
              : new UnbalancedLedger(cells);
    };
  }

  /// Filters for video on GStreamer's base class put one buffer out for each that goes in, but for
  /// a few; of those for audio and captions many do not.
  private static boolean isOneToOne(Element element, String factory) {
    boolean video = element.getFactory().getKlass().contains("Video");
    return Types.isBaseTransform(Address.of(element))
        && (video || PLAIN.contains(factory))
        && !MERGING.contains(factory);
  }

  /// For elements of which nobody can say how many buffers must come out: only what they tell
  /// themselves.
  private static final class UnbalancedLedger extends DropLedger {
    UnbalancedLedger(StageCells cells) {
      super(cells, Set.of());
    }

    @Override
    void look(long nowNanos) {}

    @Override
    void settle() {}
  }
}
