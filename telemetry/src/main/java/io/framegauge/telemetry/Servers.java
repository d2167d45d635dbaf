package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.prometheus.Exposition;
import io.framegauge.telemetry.prometheus.Status;
import io.framegauge.telemetry.prometheus.WebConfig;
import io.framegauge.telemetry.prometheus.WebServer;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import io.framegauge.telemetry.zeromq.HistoryInfo;
import io.framegauge.telemetry.zeromq.HistoryPublisher;
import io.framegauge.telemetry.zeromq.HistoryServer;
import io.framegauge.telemetry.zeromq.HistoryServerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The servers of one pipeline, bound all or none.
final class Servers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

  private final List<Runnable> closing = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  private Servers() {}

  /// What the servers show, and to whom they belong.
  record Shown(
      TelemetryConfig config,
      RunSettings settings,
      CountersReader reader,
      History history,
      Exposition exposition) {}

  static Servers open(Shown shown) {
    Servers servers = new Servers();
    try {
      servers.openWeb(shown);
      servers.openHistory(shown);
      return servers;
    } catch (RuntimeException | Error e) {
      servers.close();
      throw e;
    }
  }

  private void openWeb(Shown shown) {
    WebConfig config = shown.config().web();
    if (!config.enabled()) {
      return;
    }
    WebServer web = WebServer.open(config, () -> status(shown), shown.exposition());
    closing.add(web::close);
    addresses.add(
        "metrics: http://" + new WebConfig(true, config.host(), web.port()).address() + "/metrics");
  }

  static Build build(RunSettings settings) {
    return new Build(settings.version(), settings.javaVersion(), settings.gstreamerVersion());
  }

  private void openHistory(Shown shown) {
    HistoryServerConfig config = shown.config().historyServer();
    if (!config.enabled()) {
      return;
    }
    HistoryServer server = HistoryServer.start(config, shown.history(), () -> info(shown));
    closing.add(server::close);
    RunIdentity run = shown.reader().identity();
    HistoryPublisher publisher =
        HistoryPublisher.start(config, shown.history(), run.pipelineName(), run.run());
    closing.add(publisher::close);
    addresses.add(
        "history: "
            + server.endpoint()
            + ", stream: "
            + publisher.endpoint()
            + (config.curve().isPresent() ? ", with keys" : ""));
    config.warning().ifPresent(LOG::warn);
  }

  /// Where the servers listen, for people.
  List<String> addresses() {
    return List.copyOf(addresses);
  }

  private static Status status(Shown shown) {
    RunIdentity run = shown.reader().identity();
    Duration uptime = Duration.ofNanos(System.nanoTime() - run.startNanos());
    return new Status(
        shown.reader().state(),
        run,
        uptime,
        shown.settings().version(),
        shown.reader().framesLeft(),
        shown.reader().stalledStages());
  }

  private static HistoryInfo info(Shown shown) {
    return RunInfo.of(shown.reader(), shown.settings(), System.nanoTime());
  }

  /// Closes all servers, also when one of them fails to.
  @Override
  public void close() {
    closing.reversed().forEach(Servers::closed);
    closing.clear();
  }

  private static void closed(Runnable close) {
    try {
      close.run();
    } catch (RuntimeException e) {
      LOG.warn("a server could not be closed", e);
    }
  }
}
