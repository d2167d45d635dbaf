package io.framegauge.adapters.cli;

import io.framegauge.adapters.top.Look;
import io.framegauge.adapters.top.Looks;
import io.framegauge.adapters.top.NoLookException;
import io.framegauge.adapters.top.Top;
import io.framegauge.telemetry.ObservedFile;
import io.framegauge.telemetry.ObservedRun;
import io.framegauge.telemetry.counter.TelemetryFileException;
import io.framegauge.telemetry.record.DamagedTelemetryException;
import io.framegauge.telemetry.record.LiveCounts;
import io.framegauge.telemetry.zeromq.HistoryClient;
import io.framegauge.telemetry.zeromq.HistoryException;
import io.framegauge.telemetry.zeromq.HistoryInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "top",
    description = "Watch the stages of a module on a terminal; on a pipe, show them once.",
    footer = {
      "",
      "Rates, averages and maxima are of the last seconds; a maximum is shown as a",
      "bound, such as <38.1, that no frame was above. q ends it."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TopCommand implements Callable<Integer> {
  @ArgGroup(exclusive = true)
  private Origin origin = new Origin();

  @ArgGroup(exclusive = false)
  private @Nullable KeyOptions keys;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Optional<Path> file = origin.file();
    if (file.isPresent()) {
      KeyOptions.requireNone(keys, spec);
      ObservedFile observed = new ObservedFile(file.get());
      return show(() -> look(observed));
    }
    try (HistoryClient client = origin.connect(KeyOptions.of(keys))) {
      return show(() -> look(client));
    }
  }

  private int show(Looks looks) {
    Top top = new Top(looks);
    Shutdown.onSignal(top::stop);
    try {
      if (!Terminal.isWatched() || !live(top)) {
        top.once(spec.commandLine().getOut());
      }
      return ExitCode.OK;
    } catch (NoLookException e) {
      if (Shutdown.asked()) {
        return ExitCode.OK;
      }
      if (e.getCause() instanceof TelemetryFileException refused) {
        throw refused;
      }
      spec.commandLine().getErr().println("framegauge: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private static boolean live(Top top) {
    return Terminal.isError() ? LogOutput.without(top::live) : top.live();
  }

  private static Look look(HistoryClient client) {
    try {
      HistoryInfo info = client.info().info();
      return new Look(info.pipelineName(), info.run(), info.state(), info.live(), Optional.empty());
    } catch (HistoryException e) {
      throw new NoLookException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Time stands still for a module that is gone, so that no figure of it seems to move.
  private static Look look(ObservedFile file) {
    try {
      ObservedRun run = file.current();
      HistoryInfo info = run.info();
      LiveCounts counts = info.live();
      Optional<Duration> silence = Optional.empty();
      if (!run.isLive()) {
        Duration age = run.heartbeatAge();
        silence = Optional.of(age);
        long lastNanos = counts.nowNanos() - age.toNanos();
        counts = new LiveCounts(counts.startNanos(), lastNanos, counts.frameNo(), counts.stages());
      }
      return new Look(info.pipelineName(), info.run(), info.state(), counts, silence);
    } catch (TelemetryFileException | DamagedTelemetryException e) {
      throw new NoLookException(String.valueOf(e.getMessage()), e);
    }
  }
}
