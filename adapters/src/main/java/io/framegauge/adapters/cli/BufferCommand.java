package io.framegauge.adapters.cli;

import io.framegauge.adapters.buffer.Buffer;
import io.framegauge.adapters.buffer.BufferConfig;
import io.framegauge.telemetry.record.Build;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "buffer",
    description = "Keep messages on disk between a sender and a receiver of another pace.",
    footer = {
      "",
      "Settings are environment variables; --set names them by the word behind:",
      "  ZMQ_SRC_ENDPOINT   buffer.source: [sub|router|rep+bind|connect:]tcp://HOST:PORT",
      "  ZMQ_SINK_ENDPOINT  buffer.sink: [dealer|req+bind|connect:]tcp://HOST:PORT",
      "  BUFFER_PATH        buffer.path: the folder of the messages",
      "  BUFFER_LEN         buffer.length: frames that may wait (1000)",
      "  BUFFER_SERVICE_MESSAGES      buffer.service_messages: others (100)",
      "  BUFFER_THRESHOLD_PERCENTAGE  buffer.threshold_percentage (80)",
      "  STATS_LOG_INTERVAL           buffer.stats_log_interval: seconds (60)",
      "  SOURCE_ID, SOURCE_ID_PREFIX  buffer.source_id, buffer.source_id_prefix",
      "  PROTOCOL_VERSION             buffer.protocol_version: the only one taken",
      "and those of a module, such as METRICS_EXTRA_LABELS and WEBSERVER_PORT;",
      "HISTORY_ENABLED=true serves the history, too.",
      "",
      "With a req sink nothing is lost however this process ends. The receiver behind",
      "a dealer acknowledges ends of streams only: what waits in the socket may be lost."
    })
final class BufferCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("framegauge");

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Override a value, such as buffer.length=500.")
  private List<String> sets = List.of();

  @Override
  public Integer call() {
    BufferConfig config = BufferConfig.read(BufferConfig.tree(sets, System.getenv()));
    Addresses.of(config.telemetry()).requireFree();
    Build build = new Build(Version.product(), Runtime.version().toString(), "");
    try (Buffer buffer = Buffer.open(config, build)) {
      Shutdown.onSignal(buffer::stop);
      buffer.addresses().forEach(LOG::info);
      buffer.run();
      LOG.info("stopped");
    }
    return ExitCode.OK;
  }
}
