package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.EndpointException;
import io.framegauge.adapters.transport.FramePixels;
import io.framegauge.adapters.transport.MessageSource;
import io.framegauge.adapters.transport.Received;
import io.framegauge.adapters.transport.VideoFrame;
import io.framegauge.pipeline.port.FrameInlet;
import io.framegauge.pipeline.port.FrameSource;
import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.PortContext;
import io.framegauge.telemetry.zeromq.RareLog;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Frames of one source, as messages bring them, until the source ends; then the module's stream
/// ends, too.
///
/// A message is acknowledged when its frame waits to enter the pipeline. Messages of another source
/// are refused meanwhile: those who wait for an acknowledgement keep them.
final class ZeroMqSource implements FrameSource {
  private static final Logger LOG = LoggerFactory.getLogger("zeromq_source");
  private static final String NAME = "framegauge-zeromq-source";
  private static final int WAIT_MILLIS = 100;
  private static final long OPEN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final String IN_PART = "zeromq";

  private final SourceConfig config;
  private final Arrivals arrivals;
  private final SequenceCheck sequence = new SequenceCheck();
  private final RareLog complaints = new RareLog(LOG::warn, System::nanoTime);
  private Optional<MessageSource> socket = Optional.empty();
  private Optional<SourceMetrics> metrics = Optional.empty();
  private volatile boolean stopping;
  private long connectionsSeen;
  private String sourceId = "";
  private String caps = "";
  private long leastBytes;

  ZeroMqSource(SourceConfig config, Arrivals arrivals) {
    this.config = config;
    this.arrivals = arrivals;
  }

  @Override
  public Waiting waiting() {
    return config.waiting();
  }

  @Override
  public String open(PortContext context) {
    metrics = Optional.of(new SourceMetrics(context.families()));
    return opened().endpoint().toString();
  }

  private MessageSource opened() {
    MessageSource opened = MessageSource.open(NAME, config.socket(), config.settings());
    socket = Optional.of(opened);
    connectionsSeen = 0;
    return opened;
  }

  @Override
  public void run(FrameInlet inlet) {
    boolean goesOn = true;
    while (goesOn && !stopping) {
      MessageSource from = socket.orElseThrow();
      if (from.failed()) {
        openAnew(from);
        continue;
      }
      goesOn =
          switch (from.receive(WAIT_MILLIS)) {
            case Received.Nothing nothing -> true;
            case Received.Rejected rejected -> reject(rejected);
            case Received.Arrived arrived -> take(from, arrived, inlet);
          };
      countConnections(from.connections());
    }
  }

  /// Tries until it is open: its port may be taken, or its peer's host unknown, for some time.
  private void openAnew(MessageSource broken) {
    LOG.error("the socket broke and is opened anew: {}", config.socket());
    broken.close();
    socket = Optional.empty();
    while (socket.isEmpty() && !stopping) {
      try {
        opened();
      } catch (EndpointException e) {
        complaints.say("the socket cannot be opened yet: " + e.getMessage());
        LockSupport.parkNanos(this, OPEN_NANOS);
      }
    }
  }

  private void countConnections(long now) {
    metrics().connections(now - connectionsSeen);
    connectionsSeen = now;
  }

  private SourceMetrics metrics() {
    return metrics.orElseThrow();
  }

  private boolean reject(Received.Rejected rejected) {
    metrics().rejected(rejected.reason());
    if (rejected.reason().isFault()) {
      complaints.say("rejected a message: " + rejected.detail());
    }
    return true;
  }

  /// False when there is nothing more to take.
  private boolean take(MessageSource from, Received.Arrived arrived, FrameInlet inlet) {
    Content content = arrived.message().content();
    metrics().arrived(content, arrived.envelope().size());
    arrivals.learn(arrived.message().protocolVersion());
    return switch (content) {
      case VideoFrame frame -> takeFrame(from, arrived, frame, inlet);
      case Content.EndOfStream end -> !ends(from, arrived, end.sourceId(), inlet);
      default ->
          passOver(
              from,
              arrived,
              Refusal.CONTENT,
              "a module has no use for it: " + Contents.label(content));
    };
  }

  /// What is of no use the next time either is acknowledged: its sender is not to keep it.
  private boolean passOver(
      MessageSource from, Received.Arrived arrived, Refusal reason, String detail) {
    refuse(reason, detail);
    from.acknowledge(arrived);
    return true;
  }

  private void refuse(Refusal reason, String detail) {
    metrics().rejected(reason);
    complaints.say("rejected a message: " + detail);
  }

  private boolean isOther(MessageSource from, Received.Arrived arrived, String of) {
    boolean other = !sourceId.isEmpty() && !sourceId.equals(of);
    if (other) {
      String detail = "one source at a time: source_id=" + of + ", until its end: " + sourceId;
      refuse(Refusal.OTHER_SOURCE, detail);
      from.refuse(arrived, detail);
    }
    return other;
  }

  private boolean takeFrame(
      MessageSource from, Received.Arrived arrived, VideoFrame frame, FrameInlet inlet) {
    String of = frame.sourceId().isEmpty() ? arrived.envelope().topic() : frame.sourceId();
    if (of.isEmpty()) {
      return passOver(from, arrived, Refusal.NO_SOURCE, "a frame has no source");
    }
    if (isOther(from, arrived, of)) {
      return true;
    }
    if (repeats(arrived, of)) {
      from.acknowledge(arrived);
      return true;
    }
    Optional<byte[]> picture = picture(frame, arrived.envelope().parts());
    Optional<String> format = format(frame);
    if (picture.isEmpty()) {
      return passOver(from, arrived, Refusal.NO_PICTURE, "a frame has no picture: source_id=" + of);
    }
    OptionalLong least = format.map(known -> leastBytes(known, inlet)).orElse(OptionalLong.empty());
    if (format.isEmpty() || least.isEmpty()) {
      String told = "codec=" + frame.codec().orElse("") + ", caps=" + format.orElse("");
      return passOver(from, arrived, Refusal.FORMAT, "a frame's format is not known here: " + told);
    }
    if (picture.get().length < least.getAsLong()) {
      String told = picture.get().length + " of " + least.getAsLong() + ", caps=" + format.get();
      return passOver(
          from, arrived, Refusal.NO_PICTURE, "a raw picture is too short: bytes=" + told);
    }
    begin(of, format.get(), least.getAsLong(), inlet);
    arrivals.add(of, Times.pts(frame), arrived.message(), frame, picture.get());
    if (!inlet.push(incoming(frame, picture.get()))) {
      return false;
    }
    metrics().frame(of);
    from.acknowledge(arrived);
    return true;
  }

  private boolean repeats(Received.Arrived arrived, String of) {
    String system = arrived.message().systemId();
    long missing = sequence.next(system, of, arrived.message().seqId());
    if (missing < 0) {
      metrics().rejected(Refusal.REPEATED);
    } else if (missing > 0) {
      metrics().missing(of, missing);
      complaints.say("messages did not come: source_id=" + of + ", missing=" + missing);
    }
    return missing < 0;
  }

  private static Optional<byte[]> picture(VideoFrame frame, List<byte[]> parts) {
    Optional<byte[]> picture =
        switch (frame.pixels()) {
          case FramePixels.Internal internal -> Optional.of(internal.bytes());
          case FramePixels.External external ->
              external.method().equals(IN_PART) && parts.size() > 2
                  ? Optional.of(parts.get(2))
                  : Optional.empty();
          case FramePixels.None none -> Optional.empty();
        };
    return picture.filter(bytes -> bytes.length > 0);
  }

  private static Optional<String> format(VideoFrame frame) {
    Optional<String> caps =
        CapsAttribute.in(frame.attributes())
            .or(() ->
                frame
                    .codec()
                    .flatMap(codec ->
                        Formats.caps(codec, frame.width(), frame.height(), frame.framerate())));
    return caps.map(Formats::framed);
  }

  private OptionalLong leastBytes(String format, FrameInlet inlet) {
    return caps.equals(format) ? OptionalLong.of(leastBytes) : inlet.leastBytes(format);
  }

  private void begin(String of, String format, long least, FrameInlet inlet) {
    if (!caps.equals(format)) {
      caps = format;
      leastBytes = least;
      inlet.format(format);
    }
    if (sourceId.isEmpty()) {
      sourceId = of;
      inlet.source(of);
    }
  }

  private static IncomingFrame incoming(VideoFrame frame, byte[] picture) {
    return new IncomingFrame(
        picture,
        Times.pts(frame),
        Times.nanos(frame, frame.dts()),
        Times.nanos(frame, frame.duration()),
        frame.keyframe().orElse(true),
        Regions.of(frame.objects()));
  }

  private boolean ends(
      MessageSource from, Received.Arrived arrived, String told, FrameInlet inlet) {
    String of = told.isEmpty() ? arrived.envelope().topic() : told;
    if (of.isEmpty()) {
      passOver(from, arrived, Refusal.NO_SOURCE, "an end of a stream has no source");
      return false;
    }
    if (isOther(from, arrived, of)) {
      return false;
    }
    repeats(arrived, of);
    sequence.end(arrived.message().systemId(), of);
    if (sourceId.isEmpty()) {
      inlet.source(of);
    }
    inlet.end();
    from.acknowledge(arrived);
    return true;
  }

  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public void close() {
    socket.ifPresent(MessageSource::close);
    socket = Optional.empty();
  }
}
