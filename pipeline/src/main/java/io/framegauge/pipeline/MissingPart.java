package io.framegauge.pipeline;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Format;

/// Tells after the end of stream how much of a file was missing, where its container says how long
/// it ought to be.
final class MissingPart {
  private static final long TOLERANCE_NANOS = 1_000_000_000;

  private static final Pattern RATE = Pattern.compile("framerate=\\(fraction\\)(\\d+)/(\\d+)");

  private MissingPart() {}

  /// A warning in one paragraph, if the stream ended more than a second early.
  static Optional<String> of(BuiltPipeline built, CountersReader reader) {
    long declared = declaredNanos(built);
    long reached =
        reader.stages().stream()
            .filter(stage -> stage.kind() == StageKind.SINK)
            .mapToLong(MissingPart::endNanos)
            .max()
            .orElse(-1);
    if (declared <= 0 || reached < 0 || reached + TOLERANCE_NANOS >= declared) {
      return Optional.empty();
    }
    long missing = declared - reached;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the stream ended at %.1f s, but its container says %.1f s: %.1f s (%d %%) are missing,"
                + " the file may be cut off",
            reached / 1e9,
            declared / 1e9,
            missing / 1e9,
            Math.round(100.0 * missing / declared)));
  }

  /// Where the newest frame of a stage ends, by its timestamp and the rate in its caps.
  private static long endNanos(StageCounts stage) {
    Matcher rate = RATE.matcher(stage.caps());
    boolean known = stage.lastPtsNanos() >= 0 && rate.find() && !rate.group(1).equals("0");
    return known
        ? stage.lastPtsNanos()
            + 1_000_000_000L * Long.parseLong(rate.group(2)) / Long.parseLong(rate.group(1))
        : stage.lastPtsNanos();
  }

  /// The longest time that GStreamer or the file's own header tells; AVI's demuxer tells only what
  /// it found.
  private static long declaredNanos(BuiltPipeline built) {
    long queried = built.pipeline().queryDuration(Format.TIME);
    return built.elements().stream()
        .map(measured -> file(measured.element()))
        .flatMap(Optional::stream)
        .mapToLong(file -> AviHeader.durationNanos(file).orElse(-1))
        .reduce(queried, Math::max);
  }

  private static Optional<Path> file(Element source) {
    try {
      if (source.listPropertyNames().contains("uri")) {
        String uri = String.valueOf(source.get("uri"));
        return uri.startsWith("file:") ? Optional.of(Path.of(URI.create(uri))) : Optional.empty();
      }
      if (source.getFactory().getName().equals("filesrc")) {
        return Optional.of(Path.of(String.valueOf(source.get("location"))));
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
