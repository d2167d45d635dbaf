package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.EndpointException;
import io.framegauge.adapters.transport.VideoObject;
import io.framegauge.config.Section;
import io.framegauge.pipeline.port.FrameSink;
import io.framegauge.pipeline.port.OutgoingFrame;
import io.framegauge.pipeline.port.PortContext;
import io.framegauge.telemetry.metrics.Counter;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
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
      // not System.out, which tells nobody that a line cannot be written
      OutputStream output = new FileOutputStream(FileDescriptor.out);
      return new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
    }
    try {
      return Files.newBufferedWriter(file.get());
    } catch (IOException e) {
      throw new EndpointException("cannot be written: location=" + file.get(), e);
    }
  }

  @Override
  public void frame(OutgoingFrame frame) throws IOException {
    List<VideoObject> objects = arrivals.objects(frame);
    if (skipEmpty && objects.isEmpty()) {
      return;
    }
    Writer to = out.orElseThrow();
    to.write(MetadataLine.of(frame, Optional.empty(), objects));
    to.flush();
    lines.orElseThrow().inc();
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
