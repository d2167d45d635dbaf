package io.framegauge.adapters.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// How long values are served after the end of the stream.
final class Serving {
  @ArgGroup(exclusive = true)
  private Choice choice = new Choice();

  private static final class Choice {
    @Option(
        names = "--keep-serving",
        description = "After the end of stream, keep HTTP and history up until SIGINT or SIGTERM.")
    private boolean keep;

    @Option(
        names = "--linger",
        paramLabel = "SECONDS",
        description = "After the end of stream, keep HTTP and history up for some seconds.",
        converter = Numbers.Seconds.class)
    private @Nullable Double seconds;
  }

  Afterwards afterwards() {
    return choice.keep
        ? Afterwards.FOR_EVER
        : Optional.ofNullable(choice.seconds).map(Afterwards::seconds).orElse(Afterwards.NOTHING);
  }
}
