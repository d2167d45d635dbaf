package io.framegauge.adapters.buffer;

import java.util.Locale;

/// Which messages are let in. One thread.
///
/// Frames are dropped from when `length` of them wait until no more than the threshold do. The
/// threshold is below the length and may be 0, which a buffer that drains reaches, so that no
/// setting keeps it closed. Other messages have a reserve of their own, and do not count as frames.
final class Admission {
  /// What becomes of a message.
  enum Verdict {
    ADMITTED,
    /// Too many frames wait.
    THRESHOLD,
    /// Too many messages beside frames wait.
    RESERVE;

    /// As users see the reason of a drop.
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final long length;
  private final long reserve;
  private final long threshold;
  private boolean closed;

  /// @param thresholdPercent of the length
  Admission(long length, long reserve, int thresholdPercent) {
    this.length = length;
    this.reserve = reserve;
    this.threshold = Math.min(length - 1, length * thresholdPercent / 100);
  }

  Verdict judge(Kind kind, Waiting waiting) {
    return switch (kind) {
      case VITAL -> Verdict.ADMITTED;
      case SERVICE -> waiting.services() < reserve ? Verdict.ADMITTED : Verdict.RESERVE;
      case FRAME -> {
        closed = closed ? waiting.frames() > threshold : waiting.frames() >= length;
        yield closed ? Verdict.THRESHOLD : Verdict.ADMITTED;
      }
    };
  }
}
