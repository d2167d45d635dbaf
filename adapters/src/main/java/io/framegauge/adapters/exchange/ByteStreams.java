package io.framegauge.adapters.exchange;

import io.framegauge.pipeline.port.FrameRegion;
import io.framegauge.pipeline.port.OutgoingFrame;
import io.framegauge.telemetry.zeromq.RareLog;
import java.util.List;
import java.util.Optional;

/// Frames of H.264 and H.265 as byte streams, which peers of the reference expect; others as they
/// are. One thread.
final class ByteStreams {
  private final RareLog complaints;
  private String caps = "";
  private Optional<ByteStream> stream = Optional.empty();

  ByteStreams(RareLog complaints) {
    this.complaints = complaints;
  }

  /// The frame as it is sent. One whose container's header cannot be read stays as it is.
  OutgoingFrame of(OutgoingFrame frame) {
    String now = frame.caps();
    if (!now.equals(caps)) {
      caps = now;
      stream = ByteStream.of(now);
      if (stream.isEmpty() && ByteStream.isFor(now)) {
        complaints.say(
            "frames are sent in the stream format of their container, whose header is missing or"
                + " damaged: caps="
                + now);
      }
    }
    return stream.<OutgoingFrame>map(to -> new Rewritten(frame, to)).orElse(frame);
  }

  private record Rewritten(OutgoingFrame frame, ByteStream stream) implements OutgoingFrame {
    @Override
    public String sourceId() {
      return frame.sourceId();
    }

    @Override
    public String caps() {
      return stream.caps();
    }

    @Override
    public long ptsNanos() {
      return frame.ptsNanos();
    }

    @Override
    public long dtsNanos() {
      return frame.dtsNanos();
    }

    @Override
    public long durationNanos() {
      return frame.durationNanos();
    }

    @Override
    public boolean keyframe() {
      return frame.keyframe();
    }

    @Override
    public List<FrameRegion> objects() {
      return frame.objects();
    }

    @Override
    public byte[] bytes() {
      return stream.bytes(frame.bytes(), frame.keyframe());
    }
  }
}
