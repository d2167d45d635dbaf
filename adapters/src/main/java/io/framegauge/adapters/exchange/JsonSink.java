package io.framegauge.adapters.exchange;

import com.google.gson.stream.JsonWriter;
import io.framegauge.adapters.transport.EndpointException;
import io.framegauge.adapters.transport.VideoObject;
import io.framegauge.config.Section;
import io.framegauge.pipeline.port.FrameSink;
import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.OutgoingFrame;
import io.framegauge.pipeline.port.PortContext;
import io.framegauge.telemetry.metrics.Counter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Writes a line of JSON for each frame, with its objects; each line is in the file, or on standard
/// output, before the next frame comes.
final class JsonSink implements FrameSink {
  private static final String STANDARD_OUTPUT = "-";

  /// Empty for standard output.
  private final Optional<Path> file;

  private final boolean skipEmpty;
  private final Arrivals arrivals;
  private Optional<Writer> out = Optional.empty();
  private Optional<Counter> lines = Optional.empty();

  private JsonSink(Optional<Path> file, boolean skipEmpty, Arrivals arrivals) {
    this.file = file;
    this.skipEmpty = skipEmpty;
    this.arrivals = arrivals;
    arrivals.remember(false);
  }

  /// Reads the properties; empty when something is wrong.
  static Optional<FrameSink> read(Section properties, Arrivals arrivals) {
    String location = properties.text("location").orElse(STANDARD_OUTPUT);
    boolean skipEmpty = properties.bool("skip_frames_without_objects").orElse(false);
    try {
      Optional<Path> file =
          location.equals(STANDARD_OUTPUT) ? Optional.empty() : Optional.of(Path.of(location));
      return Optional.of(new JsonSink(file, skipEmpty, arrivals));
    } catch (InvalidPathException e) {
      properties.problem(
          "location", "must be a file, or - for standard output: location=" + location);
      return Optional.empty();
    }
  }

  @Override
  public boolean paced() {
    return false;
  }

  @Override
  public String open(PortContext context) {
    lines =
        Optional.of(
            context
                .families()
                .counterFamily("metadata_json_lines", "Number of lines written, one a frame.", "")
                .labels());
    out = Optional.of(opened());
    return file.map(Path::toString).orElse("standard output");
  }

  private Writer opened() {
    if (file.isEmpty()) {
      return new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    }
    try {
      return Files.newBufferedWriter(file.get());
    } catch (IOException e) {
      throw new EndpointException("cannot be written: location=" + file.get(), e);
    }
  }

  @Override
  public void frame(OutgoingFrame frame) throws IOException {
    Optional<Arrivals.Arrival> came = arrivals.take(frame.sourceId(), frame.ptsNanos());
    List<VideoObject> objects =
        Regions.objects(
            frame.objects(), came.map(arrival -> arrival.frame().objects()).orElse(List.of()));
    if (skipEmpty && objects.isEmpty()) {
      return;
    }
    Writer to = out.orElseThrow();
    to.write(line(frame, objects));
    to.flush();
    lines.orElseThrow().inc();
  }

  private static String line(OutgoingFrame frame, List<VideoObject> objects) throws IOException {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.beginObject();
    json.name("source_id").value(frame.sourceId());
    time(json, "pts_ns", frame.ptsNanos());
    time(json, "duration_ns", frame.durationNanos());
    json.name("keyframe").value(frame.keyframe());
    json.name("width").value(Formats.width(frame.caps()));
    json.name("height").value(Formats.height(frame.caps()));
    json.name("objects").beginArray();
    for (VideoObject object : objects) {
      object(json, object);
    }
    json.endArray().endObject();
    return text.append('\n').toString();
  }

  private static void time(JsonWriter json, String name, long nanos) throws IOException {
    json.name(name);
    if (nanos == IncomingFrame.NO_TIME) {
      json.nullValue();
    } else {
      json.value(nanos);
    }
  }

  private static void object(JsonWriter json, VideoObject object) throws IOException {
    json.beginObject();
    json.name("label").value(object.label());
    if (object.trackId().isPresent()) {
      json.name("track_id").value(object.trackId().get());
    }
    if (object.confidence().isPresent()) {
      json.name("confidence").value(object.confidence().get());
    }
    json.name("box").beginObject();
    json.name("xc").value(object.detectionBox().xc());
    json.name("yc").value(object.detectionBox().yc());
    json.name("width").value(object.detectionBox().width());
    json.name("height").value(object.detectionBox().height());
    json.endObject();
    json.endObject();
  }

  @Override
  public void end(String sourceId) {
    // every line is out
  }

  @Override
  public void stop() {
    // never waits
  }

  @Override
  public void close() {
    if (out.isPresent() && file.isPresent()) {
      try {
        out.get().close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot be written: location=" + file.get(), e);
      }
    }
    out = Optional.empty();
  }
}
