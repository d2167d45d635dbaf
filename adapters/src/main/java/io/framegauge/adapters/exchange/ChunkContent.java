package io.framegauge.adapters.exchange;

import io.framegauge.pipeline.port.OutgoingFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// What the pictures of a chunk's frames are written into. One thread.
interface ChunkContent extends AutoCloseable {
  /// Whether a frame can go in with those that are in.
  boolean takes(OutgoingFrame frame);

  /// Writes a frame's picture.
  ///
  /// @param number of the frame in its chunk, the first is 0
  /// @return the file that it is in, relative to the source's folder, if it has one of its own
  Optional<String> write(OutgoingFrame frame, int number) throws IOException;

  /// Waits until all is written, and completes the files.
  ///
  /// @throws IllegalStateException if it fails, or takes longer; the message says why
  void finish(Duration atMost);

  @Override
  void close();
}
