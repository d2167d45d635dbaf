package io.framegauge.pipeline.plugin;

/// An object on a frame: a region with a label. Valid as long as its [Frame].
public interface FrameObject {
  /// What it is.
  String label();

  /// Says what it is.
  void label(String label);

  /// How sure the detector is, from 0 to 1; NaN when nobody has told.
  ///
  /// In the buffer it is the double `confidence` of the region's parameter `detection`.
  double confidence();

  /// Says how sure the detector is.
  ///
  /// @throws IllegalArgumentException for a number that is not from 0 to 1
  void confidence(double confidence);

  /// The number that the object has on every frame on which it is seen; 0 when it has none.
  ///
  /// In the buffer it is the int `id` of the region's parameter `object_id`.
  int trackId();

  /// Gives it the number of its track.
  void trackId(int id);

  /// Left edge in pixels.
  int x();

  /// Upper edge in pixels.
  int y();

  /// Width in pixels.
  int width();

  /// Height in pixels.
  int height();

  /// Says where it is, in pixels.
  ///
  /// @throws IllegalArgumentException when a number is negative
  void box(int x, int y, int width, int height);
}
