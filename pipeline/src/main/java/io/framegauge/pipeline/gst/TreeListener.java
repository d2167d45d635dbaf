package io.framegauge.pipeline.gst;

/// Is told about elements and pads that come and go, of all pipelines of the process, by the thread
/// that adds or removes them; everything named is alive during the call. Must not wait for
/// streaming threads.
public interface TreeListener {
  /// An element is in a bin now.
  void elementAdded(long bin, long element);

  /// An element has been taken out of a bin.
  void elementRemoved(long bin, long element);

  /// An element has a pad more.
  void padAdded(long element, long pad);

  /// A pad has been taken off an element.
  void padRemoved(long element, long pad);

  /// One of the above threw.
  void failed(Throwable thrown);
}
