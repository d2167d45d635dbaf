package io.framegauge.adapters.cli;

import io.framegauge.telemetry.zeromq.ClientKeys;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The keys for a module whose history is encrypted: both or none.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeyOptions {
  @Option(
      names = "--server-key",
      paramLabel = "FILE",
      required = true,
      description = "The module's public key, if it has keys (curve).")
  private Path serverKey;

  @Option(
      names = "--client-key",
      paramLabel = "FILE",
      required = true,
      description = "The secret key that it allows.")
  private Path clientKey;

  /// Keys are for who is asked: a file has none, so that they would be forgotten in silence.
  static void requireNone(@Nullable KeyOptions given, CommandSpec spec) {
    if (given != null) {
      throw new ParameterException(
          spec.commandLine(), "--server-key and --client-key cannot go with --file");
    }
  }

  static Optional<ClientKeys> of(@Nullable KeyOptions given) {
    return given == null
        ? Optional.empty()
        : Optional.of(ClientKeys.read(given.serverKey, given.clientKey));
  }
}
