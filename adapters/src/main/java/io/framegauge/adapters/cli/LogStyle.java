package io.framegauge.adapters.cli;

/// How log lines look: with colour on a terminal. Log lines and the live line share standard error.
final class LogStyle {
  /// Read by logback.xml.
  private static final String LEVEL = "framegauge.log.level";

  private LogStyle() {}

  /// Decides; before the first logger is made.
  static void choose() {
    boolean colour = Terminal.isError() && Terminal.wantsColour();
    System.setProperty(LEVEL, colour ? "%highlight(%-5level)" : "%-5level");
  }
}
