package io.framegauge.adapters.exchange;

import io.framegauge.config.Section;
import io.framegauge.pipeline.port.FrameElements;
import io.framegauge.pipeline.port.FrameSink;
import io.framegauge.pipeline.port.FrameSource;
import java.util.Optional;
import java.util.Set;

/// The elements of one module by which frames come and go.
public final class ZeroMqElements implements FrameElements {
  private static final String SOURCE = "zeromq_source";
  private static final String SINK = "zeromq_sink";
  private static final String IMAGES = "image_files_source";
  private static final String JSON = "metadata_json_sink";
  private static final String IMAGE_FILES = "image_files_sink";
  private static final String VIDEO_FILES = "video_files_sink";

  private final Arrivals arrivals = new Arrivals();

  /// For one module.
  public ZeroMqElements() {}

  @Override
  public Set<String> sources() {
    return Set.of(SOURCE, IMAGES);
  }

  @Override
  public Set<String> sinks() {
    return Set.of(SINK, JSON, IMAGE_FILES, VIDEO_FILES);
  }

  @Override
  public Optional<FrameSource> source(String name, Section properties) {
    return name.equals(IMAGES)
        ? ImageFilesSource.read(properties)
        : SourceConfig.read(properties).map(config -> new ZeroMqSource(config, arrivals));
  }

  @Override
  public Optional<FrameSink> sink(String name, Section properties) {
    return switch (name) {
      case JSON -> JsonSink.read(properties, arrivals);
      case IMAGE_FILES -> ChunkSink.read(ChunkSink.Kind.IMAGES, properties, arrivals);
      case VIDEO_FILES -> ChunkSink.read(ChunkSink.Kind.VIDEO, properties, arrivals);
      default -> SinkConfig.read(properties).map(config -> new ZeroMqSink(config, arrivals));
    };
  }
}
