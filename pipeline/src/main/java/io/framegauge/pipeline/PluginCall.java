package io.framegauge.pipeline;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The call that a plugin is in. Written by the thread that calls, without a fence or a byte; read
/// by any other.
final class PluginCall {
  private static final VarHandle THREAD;

  static {
    try {
      THREAD = MethodHandles.lookup().findVarHandle(PluginCall.class, "thread", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private String callback = "";
  private long sinceNanos;

  @SuppressWarnings("unused") // by THREAD
  private @Nullable Thread thread;

  /// A call in progress.
  ///
  /// @param callback in the words of the documentation
  record Inside(String callback, long sinceNanos, Thread thread) {
    /// Where the thread is, outside the Java platform: ` at File.java:12`.
    String place() {
      return Arrays.stream(thread.getStackTrace())
          .filter(frame -> frame.getModuleName() == null)
          .findFirst()
          .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
          .orElse("");
    }
  }

  @HotPath
  void enter(String called, long nowNanos) {
    callback = called;
    sinceNanos = nowNanos;
    THREAD.setRelease(this, Thread.currentThread());
  }

  @HotPath
  void leave() {
    THREAD.setRelease(this, (Thread) null);
  }

  Optional<Inside> now() {
    Thread inside = (Thread) THREAD.getAcquire(this);
    return inside == null
        ? Optional.empty()
        : Optional.of(new Inside(callback, sinceNanos, inside));
  }
}
