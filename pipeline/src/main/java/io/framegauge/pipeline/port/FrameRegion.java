package io.framegauge.pipeline.port;

import java.util.OptionalDouble;

/// An object on a frame, as GStreamer's regions of interest tell it.
///
/// @param label what it is
/// @param trackId which one it is, 0 when it has no number
/// @param x left edge in pixels
/// @param y upper edge in pixels
/// @param width in pixels
/// @param height in pixels
/// @param confidence of whoever found it
public record FrameRegion(
    String label, int trackId, int x, int y, int width, int height, OptionalDouble confidence) {}
