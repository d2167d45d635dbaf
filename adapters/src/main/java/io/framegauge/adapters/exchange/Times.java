package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.VideoFrame;
import io.framegauge.pipeline.port.IncomingFrame;
import java.math.BigInteger;
import java.util.Optional;

/// Times of messages, in units of the time base of their frame, as nanoseconds.
final class Times {
  private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);

  private Times() {}

  static long pts(VideoFrame frame) {
    return nanos(frame, Optional.of(frame.pts()));
  }

  /// A time that is not known, or is before 0, which GStreamer does not have.
  static long nanos(VideoFrame frame, Optional<Long> time) {
    if (time.isEmpty() || time.get() < 0 || frame.timeBaseDenominator() == 0) {
      return IncomingFrame.NO_TIME;
    }
    BigInteger nanos =
        BigInteger.valueOf(time.get())
            .multiply(BigInteger.valueOf(frame.timeBaseNumerator()))
            .multiply(SECOND)
            .divide(BigInteger.valueOf(frame.timeBaseDenominator()));
    return nanos.signum() < 0 || nanos.bitLength() > Long.SIZE - 2
        ? IncomingFrame.NO_TIME
        : nanos.longValue();
  }
}
