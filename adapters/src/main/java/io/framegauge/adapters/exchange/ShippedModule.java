package io.framegauge.adapters.exchange;

import io.framegauge.config.ConfigTree;
import io.framegauge.config.Section;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Adapters that are modules: each is a file of the program, whose section `adapter` has what is
/// different from use to use.
public enum ShippedModule {
  /// Sends a video over and over.
  VIDEO_LOOP(true, "video.mp4"),
  /// Sends a video once.
  VIDEO_FILES(true, "video.mp4"),
  /// Sends picture files.
  IMAGES(true, "pictures"),
  /// Writes a line of JSON for each frame.
  METADATA_JSON(false, ""),
  /// Writes a picture file for each frame.
  IMAGE_FILES(false, "pictures"),
  /// Writes a video file of each source.
  VIDEO_FILES_SINK(false, "videos"),
  /// Shows frames in a window.
  DISPLAY(false, "");

  private static final String SECTION = "adapter";

  private final boolean sends;
  private final String location;

  /// @param sends whether it sends frames; else it takes what is sent
  /// @param location an example of one; empty where none is needed
  ShippedModule(boolean sends, String location) {
    this.sends = sends;
    this.location = location;
  }

  /// The name of its file, for messages.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".yml";
  }

  /// The module, in YAML.
  public String text() {
    try (InputStream in = ShippedModule.class.getResourceAsStream(label())) {
      if (in == null) {
        throw new IllegalStateException(label() + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds a problem for each value that is needed and not there.
  public void requireSettings(ConfigTree tree) {
    Section adapter = tree.root().section(SECTION);
    if (!location.isEmpty()) {
      require(adapter, "location", "LOCATION=" + location);
    }
    if (sends) {
      require(adapter, "source_id", "SOURCE_ID=city-traffic");
    }
    String socket = sends ? "dealer+connect" : "router+bind";
    require(adapter, "socket", "ZMQ_ENDPOINT=" + socket + ":tcp://127.0.0.1:5555");
  }

  private static void require(Section adapter, String key, String example) {
    if (!adapter.has(key)) {
      adapter.problem(key, "a value is needed, such as " + example);
    }
  }
}
