package io.framegauge.pipeline;

/// A pipeline cannot be built or has failed; the message is for the user.
public final class PipelineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// A failure in the user's words.
  public PipelineException(String message) {
    super(message);
  }
}
