package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Events;
import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.StageCells;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a link probe writes to. Used by the link's streaming thread.
public final class Link {
  private final LinkCells cells;
  private final List<StageCells> captioned;
  private final ObjectCounts.OfLink objects;
  private final SourceCounts.OfLink sources;
  private final FlowEvents source;
  private final FlowEvents destination;
  private final @Nullable FrameExit exit;
  private long framesTold;
  private boolean headersApart;

  /// A link into a stage.
  ///
  /// @param captioned the stages whose caps these are: the destination, and a source
  /// @param sources counts frames by where they come from
  /// @param source is told what leaves the stage where the link begins
  /// @param destination is told what enters the stage where it ends
  /// @param exit who is told about frames that have left the pipeline; null when the destination is
  ///   not the sink that defines `frame_no`
  public Link(
      LinkCells cells,
      List<StageCells> captioned,
      ObjectCounts objects,
      String destinationName,
      SourceCounts.OfLink sources,
      FlowEvents source,
      FlowEvents destination,
      @Nullable FrameExit exit) {
    this.cells = cells;
    this.captioned = List.copyOf(captioned);
    this.objects = objects.ofLink(destinationName);
    this.sources = sources;
    this.source = source;
    this.destination = destination;
    this.exit = exit;
    this.framesTold = cells.frameCount();
  }

  /// Where the link's counts are.
  public LinkCells cells() {
    return cells;
  }

  /// Whether a buffer flagged as headers is no frame.
  @HotPath
  boolean headersApart() {
    return headersApart;
  }

  ObjectCounts.OfLink objects() {
    return objects;
  }

  @HotPath
  void frame() {
    if (cells.carriesFrames()) {
      sources.frame();
    }
  }

  void stream(String streamId) {
    sources.stream(streamId);
  }

  @HotPath
  void counted() {
    if (exit != null) {
      long frames = cells.frameCount();
      exit.framesLeft(frames - framesTold);
      framesTold = frames;
    }
  }

  @HotPath
  void list(int buffers) {
    cells.batch();
    cells.arrive(buffers);
    destination.listEnters(buffers);
  }

  void event(int type) {
    switch (type) {
      case Events.FLUSH_START -> destination.flushStarts();
      case Events.FLUSH_STOP -> {
        destination.flushStops();
        cells.flushed();
      }
      case Events.STREAM_START -> cells.streamBegins();
      case Events.SEGMENT -> destination.segmentEnters();
      case Events.EOS -> {
        source.endLeaves();
        destination.endEnters();
        cells.end();
      }
      default -> {}
    }
  }

  void caps(String caps) {
    Media media = Media.of(caps);
    cells.media(media.frames(), media.encoded());
    headersApart = media.headersApart();
    captioned.forEach(stage -> stage.caps(caps));
  }
}
