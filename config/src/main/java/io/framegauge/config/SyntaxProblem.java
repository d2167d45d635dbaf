package io.framegauge.config;

/// Text that does not follow the rules of `${…}`, of `calc` or of a literal. Its message completes
/// a problem. Never leaves the package.
final class SyntaxProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SyntaxProblem(String message) {
    super(message, null, false, false);
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
