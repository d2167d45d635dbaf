package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Attribute;
import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.Envelope;
import io.framegauge.adapters.transport.FramePixels;
import io.framegauge.adapters.transport.Message;
import io.framegauge.adapters.transport.VideoFrame;
import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.OutgoingFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Writes frames as messages of the reference. One thread.
///
/// A frame that came into the module by a message keeps its id, its attributes and what the message
/// carried besides; numbers and the sender's id are this module's.
final class MessageWriter {
  /// The newest version of the reference's library that was looked at.
  static final String NEWEST_VERSION = "1.15.1";

  private static final int NANOS = 1_000_000_000;
  private static final FramePixels IN_PART = new FramePixels.External("zeromq", Optional.empty());

  private final SinkConfig config;
  private final Arrivals arrivals;
  private final String systemId = UUID.randomUUID().toString();
  private final Map<String, Long> numbers = new HashMap<>();
  private long rounds; // nanoseconds, of the rounds of a stream before this one
  private long end;

  MessageWriter(SinkConfig config, Arrivals arrivals) {
    this.config = config;
    this.arrivals = arrivals;
  }

  /// When a frame is to be shown; one that tells only when it is to be decoded is shown then.
  long pts(OutgoingFrame frame) {
    return later(frame.ptsNanos() == IncomingFrame.NO_TIME ? frame.dtsNanos() : frame.ptsNanos());
  }

  private long later(long nanos) {
    return nanos == IncomingFrame.NO_TIME ? nanos : nanos + rounds;
  }

  /// The stream begins at its start again: its times go on behind those there were.
  void beginAnew() {
    rounds = end;
  }

  /// The frame as a message of its own.
  VideoFrame fresh(String sourceId, OutgoingFrame frame) {
    Instant now = Instant.now();
    String caps = frame.caps();
    long pts = Math.max(0, pts(frame));
    end = Math.max(end, pts + Math.max(1, frame.durationNanos()));
    return new VideoFrame(
        Optional.empty(),
        sourceId,
        UUID.randomUUID().toString(),
        0,
        now.getEpochSecond() * NANOS + now.getNano(),
        Formats.framerate(caps),
        Formats.width(caps),
        Formats.height(caps),
        false,
        Optional.of(Formats.codec(caps)),
        Optional.of(frame.keyframe()),
        1,
        NANOS,
        pts,
        time(later(frame.dtsNanos())),
        time(frame.durationNanos()),
        IN_PART,
        List.of(CapsAttribute.of(caps)),
        Regions.objects(frame.objects(), List.of()),
        Optional.empty(),
        new byte[0]);
  }

  /// The frame as the message that it came by, with the objects that are on it now.
  VideoFrame again(Arrivals.Arrival arrival, String sourceId, OutgoingFrame frame) {
    VideoFrame now = config.copy() ? arrival.frame() : fresh(sourceId, frame);
    VideoFrame came = arrival.frame();
    return new VideoFrame(
        came.previousFrameSeqId(),
        sourceId,
        came.uuid(),
        came.createdHigh(),
        came.createdLow(),
        now.framerate(),
        now.width(),
        now.height(),
        now.encoded(),
        now.codec(),
        now.keyframe(),
        now.timeBaseNumerator(),
        now.timeBaseDenominator(),
        now.pts(),
        now.dts(),
        now.duration(),
        IN_PART,
        config.copy() ? came.attributes() : attributes(came, frame.caps()),
        Regions.objects(frame.objects(), came.objects()),
        came.previousKeyframe(),
        came.rest());
  }

  private static List<Attribute> attributes(VideoFrame came, String caps) {
    List<Attribute> attributes = new ArrayList<>(came.attributes());
    attributes.removeIf(CapsAttribute::is);
    attributes.add(CapsAttribute.of(caps));
    return attributes;
  }

  private static Optional<Long> time(long nanos) {
    return nanos == IncomingFrame.NO_TIME ? Optional.empty() : Optional.of(nanos);
  }

  /// The message in its envelope, with the next number of its source.
  ///
  /// @param before what the frame came by
  Envelope envelope(
      String sourceId, Content content, Optional<Arrivals.Arrival> before, byte[] picture) {
    long number = numbers.merge(sourceId, 1L, Long::sum);
    Message message =
        new Message(
            config.protocolVersion().or(arrivals::version).orElse(NEWEST_VERSION),
            before.map(arrival -> arrival.message().routingLabels()).orElse(List.of()),
            before.map(arrival -> arrival.message().propagatedContext()).orElse(Map.of()),
            number,
            systemId,
            content,
            before.map(arrival -> arrival.message().rest()).orElse(new byte[0]));
    return Envelope.of(sourceId, message, picture);
  }

  /// The source has ended; its numbers begin anew.
  void ended(String sourceId) {
    numbers.remove(sourceId);
  }
}
