package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.prometheus.Build;
import io.framegauge.telemetry.prometheus.Exposition;
import io.framegauge.telemetry.prometheus.ExpositionConfig;
import io.framegauge.telemetry.prometheus.Status;
import io.framegauge.telemetry.prometheus.WebServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The servers of one pipeline, bound all or none.
final class Servers implements AutoCloseable {
  private final List<Runnable> closing = new ArrayList<>();

  private Servers() {}

  static Servers open(
      TelemetryConfig config,
      Build build,
      CountersReader reader,
      History history,
      Recorder recorder) {
    Servers servers = new Servers();
    try {
      if (config.web().enabled()) {
        Exposition exposition =
            new Exposition(
                reader,
                history,
                new ExpositionConfig(config.metrics().extraLabels(), build, true),
                System::nanoTime);
        WebServer web =
            WebServer.open(
                config.web(), () -> status(reader, recorder, build.version()), exposition);
        servers.closing.add(web::close);
      }
      return servers;
    } catch (RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  private static Status status(CountersReader reader, Recorder recorder, String version) {
    Duration uptime = Duration.ofNanos(System.nanoTime() - reader.identity().startNanos());
    return new Status(reader.state(), reader.identity(), uptime, version, recorder.framesLeft());
  }

  @Override
  public void close() {
    closing.reversed().forEach(Runnable::run);
    closing.clear();
  }
}
