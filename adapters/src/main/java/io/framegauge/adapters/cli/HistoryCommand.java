package io.framegauge.adapters.cli;

import io.framegauge.telemetry.ObservedFile;
import io.framegauge.telemetry.zeromq.HistoryClient;
import io.framegauge.telemetry.zeromq.HistoryException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "history",
    description =
        "Print the records of a module, oldest first: asked of it, or read from its file.",
    footer = {
      "",
      "Without a choice the newest 10 records are printed. T is epoch milliseconds,",
      "a time such as 2026-11-21T08:30:00Z, a time ago such as -10m or -1h30m, or now."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class HistoryCommand implements Callable<Integer> {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  @ArgGroup(exclusive = true)
  private Origin origin = new Origin();

  @ArgGroup(exclusive = false)
  private @Nullable KeyOptions keys;

  @ArgGroup(exclusive = true)
  private Choice choice = new Choice();

  @Option(names = "--follow", description = "Then go on with every new record, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      description = {
        "How records are written (${DEFAULT-VALUE}).",
        "json: a record a line; csv: a line a record and stage."
      },
      converter = Format.Converter.class)
  private Format format = Format.TABLE;

  @Option(names = "--stages", description = "In a table: below each record a line a stage.")
  private boolean stages;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Selection selection = selection();
    Optional<Path> file = origin.file();
    if (file.isPresent()) {
      KeyOptions.requireNone(keys, spec);
      return read(new ObservedFile(file.get()), selection);
    }
    try (HistoryClient client = origin.connect(KeyOptions.of(keys))) {
      Shutdown.onSignal(client::close);
      return ask(new AskedModule(client), selection);
    }
  }

  private int read(ObservedFile file, Selection selection) {
    file.current(); // what is no telemetry file is refused, also to be followed
    Shutdown.onSignal(() -> {});
    return ask(new ReadFile(file), selection);
  }

  private Selection selection() {
    if (follow && choice.ends()) {
      throw misused("--follow cannot go with --to");
    }
    if (stages && format != Format.TABLE) {
      throw misused("--stages is for tables; json and csv always have the stages");
    }
    try {
      return choice.selection();
    } catch (IllegalArgumentException e) {
      throw misused(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int ask(RecordSource source, Selection selection) {
    PrintWriter out = spec.commandLine().getOut();
    RecordReading reading = new RecordReading(source, output(out), this::tell);
    try {
      if (follow) {
        new RecordFollowing(reading, source::probe, this::tell, () -> pause(out)).follow(selection);
      } else {
        reading.read(selection);
      }
      out.flush();
      return ExitCode.OK;
    } catch (HistoryException e) {
      tell(String.valueOf(e.getMessage()));
      return Shutdown.asked() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private RecordOutput output(PrintWriter out) {
    boolean colour = Terminal.isOutput() && Terminal.wantsColour();
    return switch (format) {
      case TABLE -> new RecordTable(out, ZoneId.systemDefault(), stages, colour);
      case JSON -> new RecordLines(out);
      case CSV -> new RecordCsv(out);
    };
  }

  /// Ends following when it was asked to or when nobody reads the output any more.
  private static boolean pause(PrintWriter out) {
    boolean read = !out.checkError();
    Shutdown.await(INTERVAL.toMillis());
    return read && !Shutdown.asked();
  }

  private void tell(String notice) {
    if (!Shutdown.asked()) {
      spec.commandLine().getErr().println("framegauge: " + notice);
    }
  }
}
