package io.framegauge.adapters.top;

/// A line of the screen.
record Line(Kind kind, String text) {
  /// What a line is, which decides its style.
  enum Kind {
    TITLE,
    NOTE,
    ALERT,
    HEADER,
    ROW,
    OLD_ROW,
    KEYS
  }
}
