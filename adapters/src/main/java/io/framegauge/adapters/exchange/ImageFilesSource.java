package io.framegauge.adapters.exchange;

import io.framegauge.config.Section;
import io.framegauge.pipeline.port.FrameInlet;
import io.framegauge.pipeline.port.FrameSource;
import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.PortContext;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.zeromq.RareLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings picture files as they are encoded, one a frame, at the times of a constant rate.
final class ImageFilesSource implements FrameSource {
  private static final Logger LOG = LoggerFactory.getLogger("image_files_source");
  private static final String REFERENCES_RATE = "30/1";
  private static final Waiting WAITING = new Waiting(8, 10_485_760);

  private final String location;
  private final List<Path> files;
  private final FrameRate rate;
  private final Optional<String> sourceId;
  private final RareLog complaints = new RareLog(LOG::warn, System::nanoTime);
  private Optional<Counter> read = Optional.empty();
  private Optional<CounterFamily> skipped = Optional.empty();
  private volatile boolean stopping;
  private String caps = "";
  private long sent;

  private ImageFilesSource(
      String location, List<Path> files, FrameRate rate, Optional<String> sourceId) {
    this.location = location;
    this.files = files;
    this.rate = rate;
    this.sourceId = sourceId;
  }

  /// Reads the properties; empty when something is wrong.
  static Optional<FrameSource> read(Section properties) {
    boolean byTime = properties.bool("sort_by_time").orElse(false);
    Optional<List<Path>> files = PictureList.read(properties, byTime);
    Optional<FrameRate> rate = FrameRate.read(properties, "framerate", REFERENCES_RATE);
    Optional<String> sourceId = properties.text("source_id");
    return files.isEmpty() || rate.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ImageFilesSource(
                properties.text("location").orElse(""), files.get(), rate.get(), sourceId));
  }

  @Override
  public Waiting waiting() {
    return WAITING;
  }

  @Override
  public String open(PortContext context) {
    read =
        Optional.of(
            context
                .families()
                .counterFamily("image_files_read", "Number of picture files that were sent.", "")
                .labels());
    CounterFamily left =
        context
            .families()
            .counterFamily(
                "image_files_skipped", "Number of files that were left out.", "", "reason");
    for (PictureFile.Reason reason : PictureFile.Reason.values()) {
      left.labels(reason.label());
    }
    skipped = Optional.of(left);
    return location + ", files: " + files.size();
  }

  @Override
  public void run(FrameInlet inlet) {
    boolean goesOn = true;
    for (int i = 0; i < files.size() && goesOn && !stopping; i++) {
      Path file = files.get(i);
      goesOn =
          switch (PictureFile.read(file)) {
            case PictureFile.Picture picture -> push(picture, inlet);
            case PictureFile.None none -> skip(file, none.reason());
          };
    }
    if (goesOn && !stopping) {
      if (sent == 0) {
        throw new IllegalStateException("no picture could be read any more: location=" + location);
      }
      inlet.end();
    }
  }

  private boolean skip(Path file, PictureFile.Reason reason) {
    skipped.orElseThrow().inc(1, reason.label());
    complaints.say("left out, " + reason.words() + ": " + file);
    return true;
  }

  /// False when the pipeline takes no more.
  private boolean push(PictureFile.Picture picture, FrameInlet inlet) {
    String format =
        "%s, width=(int)%d, height=(int)%d, framerate=(fraction)%s"
            .formatted(picture.media(), picture.width(), picture.height(), rate);
    if (!caps.equals(format)) {
      caps = format;
      inlet.format(format);
    }
    if (sent == 0) {
      sourceId.ifPresent(inlet::source);
    }
    long pts = rate.ptsNanos(sent);
    long duration = rate.ptsNanos(sent + 1) - pts;
    sent++;
    boolean taken =
        inlet.push(
            new IncomingFrame(
                picture.bytes(), pts, IncomingFrame.NO_TIME, duration, true, List.of()));
    if (taken) {
      read.orElseThrow().inc();
    }
    return taken;
  }

  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public void close() {
    // no file is open
  }
}
