package io.framegauge.adapters.cli;

import io.framegauge.telemetry.zeromq.ClientKeys;
import io.framegauge.telemetry.zeromq.HistoryClient;
import io.framegauge.telemetry.zeromq.HistoryException;
import io.framegauge.telemetry.zeromq.HistoryServerConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that tell where a module is seen: it is asked, or its file is read.
final class Origin {
  private static final String VARIABLE = "HISTORY_ENDPOINT";

  @Option(
      names = "--endpoint",
      paramLabel = "E",
      description = {
        "Where the module answers, tcp://HOST:PORT.",
        "Else the variable " + VARIABLE + ",",
        "else " + HistoryServerConfig.DEFAULT_ENDPOINT + "."
      })
  private @Nullable String endpoint;

  @Option(
      names = "--file",
      paramLabel = "F",
      description = "Read this telemetry file, whether its module runs or not.")
  private @Nullable Path file;

  /// The file, if that is what is read.
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /// A client of the module that is asked.
  ///
  /// @param keys for a module whose history is encrypted
  /// @throws HistoryException if the endpoint is none; not if nobody is there yet
  HistoryClient connect(Optional<ClientKeys> keys) {
    String variable = System.getenv(VARIABLE);
    if (endpoint != null) {
      return HistoryClient.connect(endpoint, keys);
    }
    if (variable == null || variable.isEmpty()) {
      return HistoryClient.connect(HistoryServerConfig.DEFAULT_ENDPOINT, keys);
    }
    try {
      return HistoryClient.connect(variable, keys);
    } catch (HistoryException e) {
      throw new HistoryException(
          e.getMessage() + " (from the environment variable " + VARIABLE + ")", e);
    }
  }
}
