import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import io.framegauge.telemetry.metrics.Collectors;
import io.framegauge.telemetry.metrics.Readings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Tells how many recordings are in a folder and how much room is left, whenever somebody scrapes.
///
/// Nothing of this is counted by the pipeline: other programs write and remove files there too.
public final class FolderCollector implements Plugin {
  private final Path folder;
  private final String suffix;
  private Collectors.Registration registration;

  /// @param folder where recordings are
  /// @param suffix how their names end, such as `.jpg`
  public FolderCollector(String folder, String suffix) {
    this.folder = Path.of(folder);
    this.suffix = suffix;
    if (!Files.isDirectory(this.folder)) {
      throw new IllegalArgumentException("must be a folder: folder=" + folder);
    }
  }

  @Override
  public void start(PluginContext context) {
    registration = context.collectors().register("recordings", this::collect);
  }

  @Override
  public void frame(Frame frame) {}

  @Override
  public void stop() {
    registration.close();
  }

  /// Called for each scrape, on a thread of its own.
  private void collect(Readings readings) throws IOException {
    long files = 0;
    long bytes = 0;
    try (DirectoryStream<Path> recordings = Files.newDirectoryStream(folder, "*" + suffix)) {
      for (Path recording : recordings) {
        try {
          bytes += Files.size(recording);
          files++;
        } catch (NoSuchFileException e) {
          // removed meanwhile
        }
      }
    }
    String place = folder.toString();
    readings.gauge("recordings_files", "Recordings in the folder.", "", "folder").add(files, place);
    readings
        .gauge("recordings_size_bytes", "Size of the recordings.", "bytes", "folder")
        .add(bytes, place);
    readings
        .gauge("recordings_free_bytes", "Room that is left.", "bytes", "folder")
        .add(Files.getFileStore(folder).getUsableSpace(), place);
  }
}
