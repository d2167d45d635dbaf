package io.framegauge.adapters.cli;

import io.framegauge.pipeline.ExitCall;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Turns SIGINT and SIGTERM into a request to stop, after which the process ends with the exit code
/// of the command, not with that of the signal.
final class Shutdown {
  private static final long PATIENCE_SECONDS = 30;
  private static final long SAYING_MILLIS = 1_000;
  private static final CompletableFuture<Integer> CODE = new CompletableFuture<>();
  private static final CompletableFuture<Void> ASKED = new CompletableFuture<>();
  private static volatile Runnable stopping = Shutdown::leave;

  private Shutdown() {}

  /// From now on a signal ends the process with 0, until there is something to stop.
  static void onSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(Shutdown::stopAndWait, "framegauge-stop"));
  }

  /// From now on a signal calls `stop` once, and the process waits for [#exit].
  static void onSignal(Runnable stop) {
    stopping = stop;
  }

  /// Before there is something to stop, only a plugin's constructor can have called `System.exit`.
  private static void leave() {
    Optional<ExitCall> exit = ExitCall.find();
    exit.ifPresent(
        call -> System.err.println("framegauge: System.exit was called at " + call.place()));
    Runtime.getRuntime().halt(exit.isPresent() ? ExitCode.FAILED : ExitCode.OK);
  }

  private static void stopAndWait() {
    if (CODE.isDone()) {
      return;
    }
    ASKED.complete(null);
    stopping.run();
    try {
      Runtime.getRuntime().halt(CODE.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      sayUnlessBlocked("framegauge: does not end within " + PATIENCE_SECONDS + " s; given up");
      Runtime.getRuntime().halt(ExitCode.FAILED);
    } catch (ExecutionException | InterruptedException e) {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }

  /// That it does not end may be because nobody reads what it prints.
  private static void sayUnlessBlocked(String line) {
    Thread saying = Thread.ofPlatform().daemon().start(() -> System.err.println(line));
    try {
      saying.join(SAYING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until a signal comes, or for some time.
  ///
  /// @param millis at most; a negative number for ever
  static void await(long millis) {
    try {
      if (millis < 0) {
        ASKED.get();
      } else {
        ASKED.get(millis, TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException e) {
      return; // waited long enough
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether a signal has come.
  static boolean asked() {
    return ASKED.isDone();
  }

  /// Ends the process.
  static void exit(int code) {
    LogOutput.end();
    System.out.flush();
    CODE.complete(code);
    System.exit(code);
  }
}
