package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.TelemetryFileException;
import io.framegauge.telemetry.prometheus.NoModuleException;
import io.framegauge.telemetry.prometheus.ObservedExposition;
import io.framegauge.telemetry.prometheus.ObservedModule;
import io.framegauge.telemetry.prometheus.Status;
import io.framegauge.telemetry.prometheus.WebConfig;
import io.framegauge.telemetry.prometheus.WebServer;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.DamagedTelemetryException;
import io.framegauge.telemetry.record.RunIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Serves the metrics of a module from its telemetry file, outside the module's process: while it
/// runs, after it died, and when it starts anew. It only reads the file, which may come later.
///
/// A file that is missing, foreign or damaged does not end it: `framegauge_up` is 0 then, and the
/// log tells why. `/status` and `/readyz` answer 503 while there is no module or it is gone.
public final class Exporter implements AutoCloseable {
  private final ObservedFile file;
  private final ObservationLog log;
  private final WebServer web;
  private final String address;

  private Exporter(Path path, WebConfig listen, Build build, String option) {
    file = new ObservedFile(path);
    log = new ObservationLog(path, System::nanoTime);
    ObservedExposition exposition = new ObservedExposition(this::observed, build);
    web = WebServer.open(listen, this::status, exposition, option);
    address = "http://" + new WebConfig(true, listen.host(), web.port()).address();
  }

  /// Listens and answers at once.
  ///
  /// @param file of the module; need not be there yet
  /// @param build of the exporter
  /// @param option of the command line that gives the address, for messages
  /// @throws io.framegauge.telemetry.prometheus.WebServerException when the address cannot be
  ///   listened on
  public static Exporter open(Path file, WebConfig listen, Build build, String option) {
    Exporter exporter = new Exporter(file, listen, build, option);
    exporter.observed();
    return exporter;
  }

  /// Where it answers, such as `http://127.0.0.1:9975`.
  public String address() {
    return address;
  }

  private Optional<ObservedModule> observed() {
    try {
      ObservedRun run = file.current();
      boolean live = run.isLive();
      Duration age = run.heartbeatAge();
      log.seen(run.identity(), live, age);
      return Optional.of(
          new ObservedModule(
              run.counters(),
              run.history(),
              run.extraLabels(),
              run.build(),
              run::nowNanos,
              live,
              age));
    } catch (TelemetryFileException | DamagedTelemetryException e) {
      log.unreadable(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Status status() {
    try {
      ObservedRun run = file.current();
      RunIdentity identity = run.identity();
      boolean live = run.isLive();
      Duration age = run.heartbeatAge();
      Duration uptime =
          Duration.ofNanos(run.nowNanos() - identity.startNanos())
              .minus(live ? Duration.ZERO : age);
      return new Status(
          run.counters().state(),
          identity,
          uptime,
          run.build().version(),
          run.counters().framesLeft(),
          run.counters().stalledStages(),
          live ? Optional.empty() : Optional.of(age));
    } catch (TelemetryFileException | DamagedTelemetryException e) {
      throw new NoModuleException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    web.close();
  }
}
