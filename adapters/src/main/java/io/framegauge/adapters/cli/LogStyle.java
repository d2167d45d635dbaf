package io.framegauge.adapters.cli;

/// How log lines look: with colour on a terminal. Log lines and the live line share standard error.
final class LogStyle {
  /// Read by whoever brings a logging configuration of their own, too.
  private static final String LEVEL = "framegauge.log.level";

  private static final String PLAIN = "%-5level";

  private LogStyle() {}

  /// Decides; before the first logger is made.
  static void choose() {
    boolean colour = Terminal.isError() && Terminal.wantsColour();
    System.setProperty(LEVEL, colour ? "%highlight(%-5level)" : PLAIN);
  }

  /// The level of a log line, as a pattern of Logback.
  static String level() {
    return System.getProperty(LEVEL, PLAIN);
  }
}
