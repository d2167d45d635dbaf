package io.framegauge.pipeline;

import io.framegauge.config.Section;
import io.framegauge.pipeline.port.FrameElements;
import io.framegauge.pipeline.port.FrameInlet;
import io.framegauge.pipeline.port.FrameRegion;
import io.framegauge.pipeline.port.FrameSink;
import io.framegauge.pipeline.port.FrameSource;
import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.OutgoingFrame;
import io.framegauge.pipeline.port.PortContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/// Elements made of Java, for tests: `test_source` gives three frames of a source, or goes on for
/// ever; `test_sink` writes down what it is given.
public final class TestElements implements FrameElements {
  static final String SOURCE_ID = "city/traffic 1";
  static final List<FrameRegion> OBJECTS =
      List.of(
          new FrameRegion("person", 7, 1, 2, 3, 4, OptionalDouble.of(0.625)),
          new FrameRegion("car", 0, 5, 6, 7, 8, OptionalDouble.empty()));

  /// What the elements of the test that runs have done.
  static final List<String> CALLS = new CopyOnWriteArrayList<>();

  private static final int FRAMES = 3;
  private static final int BYTES = 4 * 2 * 3;
  private static final long PERIOD = 40_000_000;

  /// A frame in words.
  static String words(String sourceId, int n) {
    return sourceId + " " + n * PERIOD + " " + (n == 0) + " " + OBJECTS + " byte " + n;
  }

  @Override
  public Set<String> sources() {
    return Set.of("test_source");
  }

  @Override
  public Set<String> sinks() {
    return Set.of("test_sink");
  }

  @Override
  public Optional<FrameSource> source(String name, Section properties) {
    return Optional.of(
        new Source(
            properties.text("source_id").orElse(SOURCE_ID),
            properties.bool("endless").orElse(false),
            properties.bool("fails").orElse(false)));
  }

  @Override
  public Optional<FrameSink> sink(String name, Section properties) {
    return Optional.of(
        new Sink(
            properties.bool("fails").orElse(false),
            properties.wholeNumber("rounds", 1, 9).orElse(1L)));
  }

  private static final class Source implements FrameSource {
    private final String sourceId;
    private final boolean endless;
    private final boolean fails;
    private volatile boolean stopping;

    Source(String sourceId, boolean endless, boolean fails) {
      this.sourceId = sourceId;
      this.endless = endless;
      this.fails = fails;
    }

    @Override
    public Waiting waiting() {
      return new Waiting(2, 1_000_000);
    }

    @Override
    public String open(PortContext context) {
      CALLS.add("open " + context.stageName());
      return "nowhere";
    }

    @Override
    public void run(FrameInlet inlet) {
      if (fails) {
        throw new IllegalStateException("nothing to give");
      }
      inlet.format("video/x-raw, format=RGB, width=4, height=2, framerate=25/1");
      inlet.source(sourceId);
      for (int n = 0; !stopping && (endless || n < FRAMES); n++) {
        byte[] bytes = new byte[BYTES];
        bytes[0] = (byte) n;
        if (!inlet.push(new IncomingFrame(bytes, n * PERIOD, -1, PERIOD, n == 0, OBJECTS))) {
          return;
        }
      }
      if (!stopping) {
        inlet.end();
      }
    }

    @Override
    public void stop() {
      stopping = true;
    }

    @Override
    public void close() {
      CALLS.add("close source");
    }
  }

  private static final class Sink implements FrameSink {
    private final boolean fails;
    private long rounds;

    Sink(boolean fails, long rounds) {
      this.fails = fails;
      this.rounds = rounds;
    }

    @Override
    public boolean paced() {
      return false;
    }

    @Override
    public boolean repeats() {
      return rounds > 1;
    }

    @Override
    public String open(PortContext context) {
      CALLS.add("open " + context.stageName());
      return "nowhere";
    }

    @Override
    public void frame(OutgoingFrame frame) {
      if (fails) {
        throw new IllegalStateException("nobody takes it");
      }
      if (CALLS.size() < 100) {
        CALLS.add(
            String.join(
                " ",
                frame.sourceId(),
                "" + frame.ptsNanos(),
                "" + frame.keyframe(),
                "" + frame.objects(),
                "byte",
                "" + frame.bytes()[0]));
      }
    }

    @Override
    public void end(String sourceId) {
      CALLS.add("end " + sourceId);
      if (rounds > 1 && --rounds == 1) {
        throw new IllegalStateException("enough rounds");
      }
    }

    @Override
    public void stop() {
      // never waits
    }

    @Override
    public void close() {
      CALLS.add("close sink");
    }
  }

  /// The frames that the source gives, in words.
  static List<String> frames() {
    return frames(SOURCE_ID);
  }

  static List<String> frames(String sourceId) {
    return IntStream.range(0, FRAMES).mapToObj(n -> words(sourceId, n)).toList();
  }
}
