package io.framegauge.pipeline.plugin;

/// An object on a frame: a region with a label. Valid as long as its [Frame].
public interface FrameObject {
  /// What it is.
  String label();

  /// Says what it is.
  void label(String label);

  /// The number that tells it from others, 0 when it has none.
  int id();

  /// Gives it a number.
  void id(int id);

  /// Left edge in pixels.
  int x();

  /// Upper edge in pixels.
  int y();

  /// Width in pixels.
  int width();

  /// Height in pixels.
  int height();
}
