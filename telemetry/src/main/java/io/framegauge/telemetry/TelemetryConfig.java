package io.framegauge.telemetry;

import io.framegauge.config.MapNode;
import io.framegauge.config.ScalarNode;
import io.framegauge.config.Section;
import io.framegauge.telemetry.history.RecordRing;
import io.framegauge.telemetry.metrics.Collectors;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.metrics.Families;
import io.framegauge.telemetry.prometheus.MetricGroups;
import io.framegauge.telemetry.prometheus.WebConfig;
import io.framegauge.telemetry.record.RunSettings;
import io.framegauge.telemetry.zeromq.HistoryServerConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The settings under `parameters.telemetry` of a module.
///
/// @param metrics what is measured and recorded
/// @param file where live values and records are kept
/// @param web the HTTP endpoint
/// @param historyServer queries and the stream over ZeroMQ
public record TelemetryConfig(
    Metrics metrics, FileSetting file, WebConfig web, HistoryServerConfig historyServer) {
  /// The key of the setting [FileSetting] in the section.
  public static final String FILE = "file";

  private static final int MAX_HISTORY = 1_000_000;
  private static final int MAX_STAGES = 4096;
  private static final int MAX_SERIES = 1_000_000;
  private static final long MAX_RING_BYTES = 1L << 30;
  private static final double MAX_COLLECTOR_SECONDS = 60;
  private static final double MIN_SECONDS = 0.001;
  private static final double MIN_STALL_SECONDS = 0.1;
  private static final double MAX_SECONDS = 86_400 * 366.0;

  /// What is a stage.
  public enum Depth {
    /// An element as the user wrote it, even if it consists of elements.
    WRITTEN,
    /// Every element inside as well, and no bin.
    ALL
  }

  /// The settings under `metrics`.
  ///
  /// @param enabled false: no probes at all
  /// @param framePeriod frames between frame records; empty: none
  /// @param timePeriod seconds between timestamp records; empty: none
  /// @param history records kept
  /// @param extraLabels labels on every series
  /// @param frameStage the sink that defines `frame_no`; empty: the first
  /// @param depth what is a stage
  /// @param maxStages stages measured
  /// @param maxSeries series kept
  /// @param stallAfter seconds after which a stage that delivers no more is stalled; empty: never
  /// @param maxSeriesPerFamily series of a user's family that does not say otherwise
  /// @param groups built-in metrics that a scrape answers with
  /// @param collectorTimeout how long a scrape waits for collectors
  public record Metrics(
      boolean enabled,
      Optional<Long> framePeriod,
      Optional<Double> timePeriod,
      int history,
      ExtraLabels extraLabels,
      Optional<String> frameStage,
      Depth depth,
      int maxStages,
      int maxSeries,
      Optional<Double> stallAfter,
      int maxSeriesPerFamily,
      MetricGroups groups,
      Duration collectorTimeout) {

    /// With the depth that shows stages as written, no look for stalls, and what else a module has
    /// unless it says otherwise.
    public Metrics(
        boolean enabled,
        Optional<Long> framePeriod,
        Optional<Double> timePeriod,
        int history,
        ExtraLabels extraLabels,
        Optional<String> frameStage,
        int maxStages,
        int maxSeries) {
      this(
          enabled,
          framePeriod,
          timePeriod,
          history,
          extraLabels,
          frameStage,
          Depth.WRITTEN,
          maxStages,
          maxSeries,
          Optional.empty(),
          Families.MAX_SERIES,
          MetricGroups.ALL,
          Collectors.TIMEOUT);
    }
  }

  /// Reads the section; what is wrong with it becomes a problem of it.
  public static TelemetryConfig read(Section telemetry) {
    Metrics metrics = metrics(telemetry.section("metrics"));
    return new TelemetryConfig(
        metrics,
        file(telemetry),
        web(telemetry.section("web")),
        historyServer(telemetry.section("history_server")));
  }

  private static FileSetting file(Section telemetry) {
    if (telemetry.node(FILE).orElse(null) instanceof ScalarNode scalar
        && scalar.text().equals("false")) {
      return new FileSetting.Off();
    }
    Optional<String> path = telemetry.text(FILE);
    if (path.isEmpty()) {
      return new FileSetting.ByName();
    }
    try {
      Path file = Path.of(path.get());
      if (file.getFileName() != null && !file.getFileName().toString().isEmpty()) {
        return new FileSetting.At(file);
      }
    } catch (InvalidPathException e) {
      // told below
    }
    telemetry.problem(FILE, "must be the path of a file, null or false: file=" + path.get());
    return new FileSetting.Off();
  }

  private static Metrics metrics(Section section) {
    int history = section.wholeNumber("history", 1, MAX_HISTORY).orElse(100L).intValue();
    int maxStages = section.wholeNumber("max_stages", 1, MAX_STAGES).orElse(256L).intValue();
    if (RecordRing.bytes(history, maxStages, 2 * maxStages) > MAX_RING_BYTES) {
      section.problem(
          "history",
          "history x max_stages takes more than 1 GiB: history="
              + history
              + ", max_stages="
              + maxStages);
    }
    return new Metrics(
        section.bool("enabled").orElse(true),
        section.wholeNumber("frame_period", 1, Long.MAX_VALUE),
        seconds(section, "time_period", MIN_SECONDS),
        history,
        extraLabels(section),
        section.text("frame_stage"),
        depth(section),
        maxStages,
        section.wholeNumber("max_series", 1, MAX_SERIES).orElse(10_000L).intValue(),
        seconds(section, "stall_after", MIN_STALL_SECONDS),
        section
            .wholeNumber("max_series_per_family", 1, MAX_SERIES)
            .orElse((long) Families.MAX_SERIES)
            .intValue(),
        groups(section.section("groups")),
        collectorTimeout(section));
  }

  private static MetricGroups groups(Section section) {
    return new MetricGroups(
        section.bool("records").orElse(true),
        section.bool("stages").orElse(true),
        section.bool("pipeline").orElse(true),
        section.bool("jvm").orElse(true));
  }

  private static Duration collectorTimeout(Section section) {
    double seconds =
        section
            .decimal("collector_timeout", 0, MAX_COLLECTOR_SECONDS)
            .orElse((double) Collectors.TIMEOUT.toSeconds());
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static Depth depth(Section section) {
    String depth = section.text("depth").orElse("written");
    return switch (depth) {
      case "written" -> Depth.WRITTEN;
      case "all" -> Depth.ALL;
      default -> {
        section.problem("depth", "must be written or all: depth=" + depth);
        yield Depth.WRITTEN;
      }
    };
  }

  private static Optional<Double> seconds(Section section, String key, double least) {
    Optional<Double> seconds = section.decimal(key, 0, MAX_SECONDS);
    if (seconds.isPresent() && seconds.get() < least) {
      section.problem(key, "must be >= " + least + " seconds: " + key + "=" + seconds.get());
      return Optional.empty();
    }
    return seconds;
  }

  private static ExtraLabels extraLabels(Section section) {
    Optional<Map<String, String>> labels = section.textMap("extra_labels");
    Map<String, String> problems =
        ExtraLabels.problems(labels.orElseGet(() -> singleValues(section)));
    problems.forEach((label, problem) -> section.problem("extra_labels", problem));
    int bytes = RunSettings.labelBytes(labels.orElse(Map.of()));
    if (bytes > RunSettings.MOST_LABEL_BYTES) {
      section.problem(
          "extra_labels",
          "must take at most " + RunSettings.MOST_LABEL_BYTES + " bytes together: bytes=" + bytes);
    }
    return problems.isEmpty() ? new ExtraLabels(labels.orElse(Map.of())) : ExtraLabels.NONE;
  }

  /// The labels of a map in which some value is no text, so that their names are checked as well.
  private static Map<String, String> singleValues(Section section) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (section.node("extra_labels").orElse(null) instanceof MapNode map) {
      map.entries()
          .forEach((name, entry) -> {
            if (entry.value() instanceof ScalarNode scalar) {
              labels.put(name, scalar.text());
            }
          });
    }
    return labels;
  }

  private static WebConfig web(Section section) {
    boolean enabled = section.bool("enabled").orElse(true);
    String host = section.text("host").orElse("127.0.0.1");
    int port = section.wholeNumber("port", 0, 65_535).orElse(8080L).intValue();
    if (host.isBlank()) {
      section.problem("host", "must not be empty: host=" + host);
    }
    return new WebConfig(enabled, host.isBlank() ? "127.0.0.1" : host, port);
  }

  private static HistoryServerConfig historyServer(Section section) {
    HistoryServerConfig config =
        new HistoryServerConfig(
            section.bool("enabled").orElse(true),
            section.text("endpoint").orElse(HistoryServerConfig.DEFAULT_ENDPOINT),
            section.text("stream_endpoint").orElse(HistoryServerConfig.DEFAULT_STREAM_ENDPOINT),
            section.bool("allow_remote").orElse(false),
            curve(section));
    for (String problem : config.problems()) {
      String key = problem.substring(problem.lastIndexOf(": ") + 2).replaceFirst("=.*", "");
      (key.endsWith("_file") ? section.section("curve") : section).problem(key, problem);
    }
    return config;
  }

  private static Optional<HistoryServerConfig.Curve> curve(Section server) {
    if (!server.has("curve")) {
      return Optional.empty();
    }
    Section curve = server.section("curve");
    curve.require("secret_key_file");
    curve.require("allowed_clients_file");
    Optional<Path> secret = file(curve, "secret_key_file");
    Optional<Path> clients = file(curve, "allowed_clients_file");
    return secret.isPresent() && clients.isPresent()
        ? Optional.of(new HistoryServerConfig.Curve(secret.get(), clients.get()))
        : Optional.empty();
  }

  /// A relative path begins at the file that the value stands in.
  private static Optional<Path> file(Section section, String key) {
    Optional<String> text = section.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Path.of(section.positionOf(key).file()).toAbsolutePath().resolveSibling(text.get()));
    } catch (InvalidPathException e) {
      section.problem(key, "must be a path: " + key + "=" + e.getInput());
      return Optional.empty();
    }
  }
}
