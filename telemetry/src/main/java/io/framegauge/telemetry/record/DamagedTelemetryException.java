package io.framegauge.telemetry.record;

import java.util.function.Supplier;

/// What was read out of the telemetry memory cannot have been written there. Only possible for
/// memory of another process: a file that was changed or cut by something else than its writer.
public final class DamagedTelemetryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DamagedTelemetryException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Damage that a value shows.
  public DamagedTelemetryException(String what, long value) {
    super("telemetry memory is damaged: " + what + "=" + value);
  }

  /// Answers what was read. A mapped file that was cut is told by an [InternalError] of the access.
  ///
  /// @throws DamagedTelemetryException when there is nothing to read any more
  public static <T> T unlessCut(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InternalError cut) {
      throw new DamagedTelemetryException("telemetry memory was cut while it was read", cut);
    }
  }
}
