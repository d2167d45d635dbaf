package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.EndpointException;
import io.framegauge.adapters.transport.VideoObject;
import io.framegauge.config.Section;
import io.framegauge.pipeline.port.FrameSink;
import io.framegauge.pipeline.port.OutgoingFrame;
import io.framegauge.pipeline.port.PortContext;
import io.framegauge.pipeline.port.SidePipelines;
import io.framegauge.telemetry.metrics.CounterFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes frames into files in a folder of their source, chunk by chunk, with their objects beside.
final class ChunkSink implements FrameSink {
  /// What is written.
  ///
  /// @param prefix of the names of its metrics
  /// @param maySkip whether frames may be left out: a video without some could not be decoded
  /// @param timed whether a frame must have a timestamp: Matroska has no place for one without
  record Kind(String prefix, boolean maySkip, boolean timed, Content content) {
    static final Kind IMAGES = new Kind("image_files", true, false, ImageFiles::begin);
    static final Kind VIDEO = new Kind("video_files", false, true, VideoFile::begin);
  }

  /// Begins what the frames of a chunk go into.
  @FunctionalInterface
  interface Content {
    ChunkContent begin(Chunk chunk, OutgoingFrame first, SidePipelines sides) throws IOException;
  }

  /// A chunk that is being written.
  private record Open(Chunk chunk, ChunkContent content) {}

  private static final Logger LOG = LoggerFactory.getLogger("files_sink");

  /// The reference's.
  private static final long CHUNK_FRAMES = 10_000;

  private static final long MOST_FRAMES = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

  private final Kind kind;
  private final Path location;
  private final long chunkFrames;
  private final boolean skipEmpty;
  private final Arrivals arrivals;
  private final Map<String, Open> open = new HashMap<>();
  private final Set<String> untimed = new HashSet<>();
  private Optional<SidePipelines> sides = Optional.empty();
  private Optional<CounterFamily> frames = Optional.empty();
  private Optional<CounterFamily> chunks = Optional.empty();

  private ChunkSink(
      Kind kind, Path location, long chunkFrames, boolean skipEmpty, Arrivals arrivals) {
    this.kind = kind;
    this.location = location;
    this.chunkFrames = chunkFrames;
    this.skipEmpty = skipEmpty;
    this.arrivals = arrivals;
    arrivals.remember(false);
  }

  /// Reads the properties; empty when something is wrong.
  static Optional<FrameSink> read(Kind kind, Section properties, Arrivals arrivals) {
    long chunkFrames = properties.wholeNumber("chunk_size", 0, MOST_FRAMES).orElse(CHUNK_FRAMES);
    boolean skipEmpty =
        kind.maySkip() && properties.bool("skip_frames_without_objects").orElse(false);
    if (!properties.has("location")) {
      properties.problem("location", "a value is needed, such as a folder");
    }
    return properties
        .text("location")
        .flatMap(text -> folder(properties, text))
        .map(location -> new ChunkSink(kind, location, chunkFrames, skipEmpty, arrivals));
  }

  private static Optional<Path> folder(Section properties, String text) {
    try {
      Path folder = Path.of(text).toAbsolutePath();
      if (!Files.exists(folder)) {
        return Optional.of(folder);
      }
      if (Files.isDirectory(folder)) {
        if (Files.isWritable(folder)) {
          return Optional.of(folder);
        }
        properties.problem("location", "the folder may not be written to: location=" + text);
        return Optional.empty();
      }
    } catch (InvalidPathException e) {
      LOG.debug("no path", e);
    }
    properties.problem("location", "must be a folder: location=" + text);
    return Optional.empty();
  }

  @Override
  public boolean paced() {
    return false;
  }

  @Override
  public String open(PortContext context) {
    sides = Optional.of(context.sides());
    frames = Optional.of(counters(context, "_frames", "Number of frames written into files."));
    chunks = Optional.of(counters(context, "_chunks", "Number of chunks of files begun."));
    try {
      return Files.createDirectories(location).toString();
    } catch (IOException e) {
      throw new EndpointException("the folder cannot be made: location=" + location, e);
    }
  }

  private CounterFamily counters(PortContext context, String name, String help) {
    return context.families().counterFamily(kind.prefix() + name, help, "", "source_id");
  }

  @Override
  public void frame(OutgoingFrame frame) throws IOException {
    List<VideoObject> objects = arrivals.objects(frame);
    if (skipEmpty && objects.isEmpty()) {
      return;
    }
    String sourceId = frame.sourceId();
    if (kind.timed() && !SideFrames.isTimed(frame)) {
      warnOfUntimed(sourceId);
      return;
    }
    Open before = open.get(sourceId);
    if (before != null && isOver(before, frame)) {
      open.remove(sourceId);
      finish(before, PATIENCE);
    }
    Open known = open.get(sourceId);
    Open now = known == null ? begin(frame) : known;
    Optional<String> file = now.content().write(frame, now.chunk().frames());
    now.chunk().written(frame, file, objects);
    frames.orElseThrow().inc(1, sourceId);
  }

  /// Once a source.
  private void warnOfUntimed(String sourceId) {
    if (untimed.add(sourceId)) {
      LOG.warn(
          "a frame without a timestamp cannot be put into a video file, and is left out as all that"
              + " follow without one are: source_id={}",
          sourceId);
    }
  }

  private boolean isOver(Open chunk, OutgoingFrame next) {
    boolean full = chunkFrames > 0 && chunk.chunk().frames() >= chunkFrames;
    return (full && next.keyframe()) || !chunk.content().takes(next);
  }

  private Open begin(OutgoingFrame first) throws IOException {
    Chunk chunk = Chunk.begin(location, first.sourceId());
    Open begun = new Open(chunk, kind.content().begin(chunk, first, sides.orElseThrow()));
    open.put(first.sourceId(), begun);
    chunks.orElseThrow().inc(1, first.sourceId());
    return begun;
  }

  /// Where several sources were in the stream, it is over for all of them.
  @Override
  public void end(String sourceId) throws IOException {
    for (Open ended : List.copyOf(open.values())) {
      open.values().remove(ended);
      finish(ended, PATIENCE);
    }
  }

  private static void finish(Open chunk, Duration atMost) throws IOException {
    try (Chunk lines = chunk.chunk();
        ChunkContent content = chunk.content()) {
      LOG.debug("{} frames in {}", lines.frames(), lines.beside(""));
      content.finish(atMost);
    }
  }

  @Override
  public void stop() {
    // writing does not wait for anybody
  }

  /// What was begun is completed, as far as it has come.
  @Override
  public void close() {
    for (Open chunk : open.values()) {
      try {
        finish(chunk, STOP_PATIENCE);
      } catch (IOException | IllegalStateException e) {
        LOG.error("{} is not complete: {}", chunk.chunk().beside(""), e.getMessage());
      }
    }
    open.clear();
  }
}
