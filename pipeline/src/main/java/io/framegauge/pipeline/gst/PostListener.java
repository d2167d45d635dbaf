package io.framegauge.pipeline.gst;

/// Is told about the messages that are posted on one pipeline's bus, by the thread that posts them,
/// often a streaming thread: it must not wait. The message may only be read, during the call.
public interface PostListener {
  /// A message is about to be posted; nobody has seen it yet.
  ///
  /// @param type as [Messages#type]
  void posting(long message, int type);

  /// A message has been posted, and what hears it by the bus's sync handler has heard it; the bus
  /// took it. One that comes while the bus throws messages away, as that of a stopped pipeline
  /// does, is not told.
  void posted(int type);

  /// One of the above threw.
  void failed(Throwable thrown);
}
