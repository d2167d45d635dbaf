package io.framegauge.adapters.transport;

import java.util.Optional;

/// How a reader reads.
///
/// @param filter topics that are wanted
/// @param protocolVersion which alone is taken; empty: any
/// @param receiveHwm messages that wait in the socket for each peer
/// @param maxPartBytes of one part; a larger one ends its connection
public record SourceSettings(
    TopicFilter filter, Optional<String> protocolVersion, int receiveHwm, int maxPartBytes) {
  /// The reference's high-water mark.
  public static final int DEFAULT_HWM = 50;

  /// 64 MiB, more than a raw frame of 4K video in RGBA.
  public static final int DEFAULT_PART_BYTES = 64 * 1024 * 1024;

  /// All topics, any version.
  public static final SourceSettings DEFAULTS =
      new SourceSettings(new TopicFilter.All(), Optional.empty(), DEFAULT_HWM, DEFAULT_PART_BYTES);
}
