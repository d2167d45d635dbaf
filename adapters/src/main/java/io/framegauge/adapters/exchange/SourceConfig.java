package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Endpoint;
import io.framegauge.adapters.transport.SourceSettings;
import io.framegauge.adapters.transport.TopicFilter;
import io.framegauge.config.Section;
import io.framegauge.pipeline.port.FrameSource;
import java.util.Optional;

/// The properties of a `zeromq_source`.
///
/// @param waiting how much may wait to enter the pipeline
record SourceConfig(Endpoint socket, SourceSettings settings, FrameSource.Waiting waiting) {
  private static final int MOST = 100_000;
  private static final int MOST_PART_BYTES = 1 << 30;
  private static final long MOST_BYTES = 1L << 40;

  /// The reference's.
  private static final int QUEUE_FRAMES = 200;

  private static final long QUEUE_BYTES = 10_485_760;

  /// Empty when something is wrong.
  static Optional<SourceConfig> read(Section properties) {
    Settings settings = new Settings(properties);
    Optional<Endpoint> socket =
        settings.socket("router+bind:tcp://127.0.0.1:5555", Endpoint::reader);
    SourceSettings reading =
        new SourceSettings(
            filter(properties),
            properties.text("protocol_version"),
            settings.number("receive_hwm", SourceSettings.DEFAULT_HWM, MOST),
            settings.number("max_part_bytes", SourceSettings.DEFAULT_PART_BYTES, MOST_PART_BYTES));
    FrameSource.Waiting waiting =
        new FrameSource.Waiting(
            settings.number("queue_length", QUEUE_FRAMES, MOST),
            settings.number("queue_byte_size", QUEUE_BYTES, MOST_BYTES));
    return socket.map(endpoint -> new SourceConfig(endpoint, reading, waiting));
  }

  private static TopicFilter filter(Section properties) {
    Optional<String> id = properties.text("source_id");
    Optional<String> prefix = properties.text("source_id_prefix");
    if (id.isPresent() && prefix.isPresent()) {
      properties.problem("source_id_prefix", "cannot go with source_id: source_id=" + id.get());
    }
    return id.<TopicFilter>map(TopicFilter.Source::new)
        .or(() -> prefix.map(TopicFilter.Prefix::new))
        .orElse(new TopicFilter.All());
  }
}
