package io.framegauge.adapters.buffer;

import io.framegauge.adapters.transport.Endpoint;
import io.framegauge.adapters.transport.EndpointException;
import io.framegauge.adapters.transport.SinkSettings;
import io.framegauge.adapters.transport.SocketKind;
import io.framegauge.adapters.transport.SourceSettings;
import io.framegauge.adapters.transport.TopicFilter;
import io.framegauge.config.ConfigTree;
import io.framegauge.config.ModuleFile;
import io.framegauge.config.Section;
import io.framegauge.telemetry.TelemetryConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The settings of the buffer adapter.
///
/// @param name `pipeline_name` of its metrics
/// @param source where messages come from
/// @param sink where messages go to
/// @param folder of the messages that wait
/// @param length frames that may wait
/// @param serviceMessages messages beside frames that may wait
/// @param thresholdPercent part of the length down to which frames are dropped once it was full
/// @param statsInterval between log lines with the counts
public record BufferConfig(
    String name,
    Endpoint source,
    SourceSettings sourceSettings,
    Endpoint sink,
    SinkSettings sinkSettings,
    Path folder,
    long length,
    long serviceMessages,
    int thresholdPercent,
    Duration statsInterval,
    TelemetryConfig telemetry) {
  private static final String DEFAULTS = "buffer.yml";
  private static final String SOURCE_EXAMPLE = "ZMQ_SRC_ENDPOINT=router+bind:tcp://127.0.0.1:5555";
  private static final String SINK_EXAMPLE = "ZMQ_SINK_ENDPOINT=req+connect:tcp://127.0.0.1:5556";
  private static final long MOST_MESSAGES = 1_000_000_000;
  private static final int MOST_WAITING = 100_000;
  private static final double MOST_SECONDS = 86_400;
  private static final int MOST_PART_BYTES = 1 << 30;
  private static final int LINGER_MILLIS = 1000;

  /// The defaults with the environment in them.
  ///
  /// @param sets the command line's `path=value`
  public static ConfigTree tree(List<String> sets, Map<String, String> environment) {
    return ModuleFile.parse(DEFAULTS, defaults(), sets, environment);
  }

  /// Reads a tree.
  ///
  /// @throws io.framegauge.config.ConfigurationException with everything that is wrong
  public static BufferConfig read(ConfigTree tree) {
    Section root = tree.root();
    String name = root.text("name").filter(text -> !text.isBlank()).orElse("buffer-adapter");
    Section buffer = root.section("buffer");
    Optional<Endpoint> source = endpoint(buffer, "source", SOURCE_EXAMPLE, Endpoint::reader);
    Optional<Endpoint> sink = endpoint(buffer, "sink", SINK_EXAMPLE, BufferConfig::sinkEndpoint);
    Optional<Path> folder = folder(buffer);
    SourceSettings sourceSettings = sourceSettings(buffer);
    SinkSettings sinkSettings = sinkSettings(buffer);
    long length = buffer.wholeNumber("length", 1, MOST_MESSAGES).orElse(1L);
    long services = buffer.wholeNumber("service_messages", 1, MOST_MESSAGES).orElse(1L);
    int threshold = buffer.wholeNumber("threshold_percentage", 0, 100).orElse(0L).intValue();
    Duration interval = seconds(buffer, "stats_log_interval");
    if (buffer.bool("message_dump").orElse(false)) {
      buffer.problem("message_dump", "dumps are not supported: message_dump=true");
    }
    TelemetryConfig telemetry = telemetry(root);
    root.finish();
    tree.problems().throwIfAny();
    return new BufferConfig(
        name,
        source.orElseThrow(),
        sourceSettings,
        sink.orElseThrow(),
        sinkSettings,
        folder.orElseThrow(),
        length,
        services,
        threshold,
        interval,
        telemetry);
  }

  private static TelemetryConfig telemetry(Section root) {
    return TelemetryConfig.read(root.section("parameters").section("telemetry"));
  }

  private static Endpoint sinkEndpoint(String text) {
    Endpoint endpoint = Endpoint.writer(text);
    if (endpoint.kind() == SocketKind.PUB) {
      throw new BufferSinkException(text);
    }
    return endpoint;
  }

  /// A publisher that drops is of no use behind a buffer.
  private static final class BufferSinkException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BufferSinkException(String text) {
      super("must be dealer or req, because pub drops what nobody takes: " + text);
    }
  }

  private static Optional<Endpoint> endpoint(
      Section buffer, String key, String example, Function<String, Endpoint> parse) {
    try {
      return needed(buffer, key, example).map(parse);
    } catch (EndpointException | BufferSinkException e) {
      buffer.problem(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<String> needed(Section buffer, String key, String example) {
    if (!buffer.has(key)) {
      buffer.problem(key, "a value is needed, such as " + example);
      return Optional.empty();
    }
    return buffer.text(key);
  }

  private static Optional<Path> folder(Section buffer) {
    try {
      return needed(buffer, "path", "BUFFER_PATH=/var/lib/framegauge/buffer").map(Path::of);
    } catch (InvalidPathException e) {
      buffer.problem("path", "must be a folder: path=" + e.getInput());
      return Optional.empty();
    }
  }

  private static SourceSettings sourceSettings(Section buffer) {
    Optional<String> id = buffer.text("source_id");
    Optional<String> prefix = buffer.text("source_id_prefix");
    if (id.isPresent() && prefix.isPresent()) {
      buffer.problem("source_id_prefix", "cannot go with source_id: source_id=" + id.get());
    }
    TopicFilter filter =
        id.<TopicFilter>map(TopicFilter.Source::new)
            .or(() -> prefix.map(TopicFilter.Prefix::new))
            .orElse(new TopicFilter.All());
    return new SourceSettings(
        filter,
        buffer.text("protocol_version"),
        number(buffer, "receive_hwm", MOST_WAITING),
        number(buffer, "max_part_bytes", MOST_PART_BYTES));
  }

  private static SinkSettings sinkSettings(Section buffer) {
    return new SinkSettings(
        number(buffer, "send_hwm", MOST_WAITING),
        Math.toIntExact(seconds(buffer, "send_timeout").toMillis()),
        Math.toIntExact(seconds(buffer, "acknowledge_timeout").toMillis()),
        number(buffer, "acknowledge_attempts", MOST_WAITING),
        LINGER_MILLIS);
  }

  private static int number(Section buffer, String key, int most) {
    return buffer.wholeNumber(key, 1, most).orElse(1L).intValue();
  }

  private static Duration seconds(Section buffer, String key) {
    double millis = buffer.decimal(key, 0, MOST_SECONDS).orElse(1.0) * 1000;
    return Duration.ofMillis(Math.max(1, (long) millis));
  }

  private static String defaults() {
    try (InputStream in = BufferConfig.class.getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException(DEFAULTS + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
