package io.framegauge.pipeline;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// A call of `System.exit` in progress: it does not return, and ends the process as soon as what is
/// to be done before that is done.
///
/// @param thread that called
/// @param place where, as `File.java:12`
public record ExitCall(Thread thread, String place) {

  /// The call in progress, if there is one. A process that ends by a signal has none.
  public static Optional<ExitCall> find() {
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      StackTraceElement[] trace = entry.getValue();
      if (Arrays.stream(trace).anyMatch(ExitCall::isExit)) {
        String place =
            Arrays.stream(trace)
                .filter(frame -> frame.getModuleName() == null)
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("an unknown place");
        return Optional.of(new ExitCall(entry.getKey(), place));
      }
    }
    return Optional.empty();
  }

  private static boolean isExit(StackTraceElement frame) {
    return frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit");
  }
}
