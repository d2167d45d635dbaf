package io.framegauge.adapters.cli;

import io.framegauge.telemetry.Exporter;
import io.framegauge.telemetry.prometheus.WebConfig;
import io.framegauge.telemetry.record.Build;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "exporter",
    description = "Serve the metrics of a module from its telemetry file, outside the module.",
    footer = {
      "",
      "FILE may come later, be replaced by a new run, or be left behind by a module that",
      "died: framegauge_up tells. SIGINT or SIGTERM ends it."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExporterCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("framegauge");
  private static final String LISTEN = "--listen";

  @Option(
      names = "--observe",
      paramLabel = "FILE",
      required = true,
      description = "The module's telemetry file (parameters.telemetry.file).")
  private Path file;

  @Option(
      names = LISTEN,
      paramLabel = "HOST:PORT",
      description = "Where /metrics is served (${DEFAULT-VALUE}).",
      defaultValue = "127.0.0.1:9975",
      converter = ListenAddress.class)
  private WebConfig listen;

  @Override
  public Integer call() {
    Build build = new Build(Version.product(), Runtime.version().toString(), "");
    try (Exporter exporter = Exporter.open(file, listen, build, LISTEN)) {
      Shutdown.onSignal(() -> {});
      LOG.info("metrics: {}/metrics, of {}", exporter.address(), file);
      Shutdown.await(-1);
    }
    return ExitCode.OK;
  }
}
