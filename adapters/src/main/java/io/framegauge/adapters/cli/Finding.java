package io.framegauge.adapters.cli;

/// One line of the doctor: what was looked at, how it is, and what to do.
record Finding(Mark mark, String subject, String text) {
  /// How something is.
  enum Mark {
    /// There, and as it should be.
    OK("ok"),
    /// Not there, and `run` needs it.
    MISSING("missing"),
    /// Not there, and only some modules need it.
    ABSENT("absent"),
    /// There, and worth knowing before a start.
    NOTE("note");

    private final String word;

    Mark(String word) {
      this.word = word;
    }
  }

  static Finding ok(String subject, String text) {
    return new Finding(Mark.OK, subject, text);
  }

  static Finding missing(String subject, String text) {
    return new Finding(Mark.MISSING, subject, text);
  }

  static Finding absent(String subject, String text) {
    return new Finding(Mark.ABSENT, subject, text);
  }

  static Finding note(String subject, String text) {
    return new Finding(Mark.NOTE, subject, text);
  }

  /// The lines that are shown.
  String show() {
    return TextBlock.of(String.format("  %-7s %-26s ", mark.word, subject), text);
  }
}
