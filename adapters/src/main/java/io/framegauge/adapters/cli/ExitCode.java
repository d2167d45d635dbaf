package io.framegauge.adapters.cli;

/// Exit codes of the product; part of its contract.
final class ExitCode {
  /// End of stream, or asked to stop.
  static final int OK = 0;

  /// The pipeline failed while running.
  static final int FAILED = 1;

  /// Wrong usage or configuration; nothing was started.
  static final int REFUSED = 2;

  /// The machine lacks something.
  static final int LACKING = 3;

  private ExitCode() {}
}
