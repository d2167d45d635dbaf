package io.framegauge.adapters.exchange;

import java.util.Locale;

/// Why a module does not put a message that it understood into its pipeline.
enum Refusal {
  /// The same message has come before: its sender did not see the acknowledgement.
  REPEATED,
  /// The module is at another source's frames, which must not be mixed.
  OTHER_SOURCE,
  /// It does not tell which source it is of.
  NO_SOURCE,
  /// There is no picture in it, or less of a raw one than its format needs.
  NO_PICTURE,
  /// It does not tell how its picture is encoded in words that are known here, or that GStreamer
  /// takes.
  FORMAT,
  /// It is no frame and no end of a stream.
  CONTENT;

  /// As users see it.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
