package io.framegauge.pipeline;

/// The machine lacks something that a package brings; the message names it.
public final class MissingPackageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// What is missing, in the user's words.
  public MissingPackageException(String message) {
    super(message);
  }
}
