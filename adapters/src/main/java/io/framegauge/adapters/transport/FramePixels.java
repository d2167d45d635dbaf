package io.framegauge.adapters.transport;

import java.util.Optional;

/// Where the picture of a frame is.
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public sealed interface FramePixels {
  /// In the message itself.
  record Internal(byte[] bytes) implements FramePixels {}

  /// Somewhere else.
  ///
  /// @param method such as `zeromq`: in the payload part behind the message
  record External(String method, Optional<String> location) implements FramePixels {}

  /// Nowhere: only what is said about the frame travels.
  record None() implements FramePixels {}
}
