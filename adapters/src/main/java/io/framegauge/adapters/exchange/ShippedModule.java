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
  VIDEO_LOOP(true),
  /// Sends a video once.
  VIDEO_FILES(true),
  /// Writes a line of JSON for each frame.
  METADATA_JSON(false);

  private static final String SECTION = "adapter";

  private final boolean hasVideo;

  /// @param hasVideo whether it sends a video; else it takes what is sent
  ShippedModule(boolean hasVideo) {
    this.hasVideo = hasVideo;
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
    if (hasVideo) {
      require(adapter, "location", "LOCATION=video.mp4");
      require(adapter, "source_id", "SOURCE_ID=city-traffic");
      require(adapter, "socket", "ZMQ_ENDPOINT=dealer+connect:tcp://127.0.0.1:5555");
    } else {
      require(adapter, "socket", "ZMQ_ENDPOINT=router+bind:tcp://127.0.0.1:5555");
    }
  }

  private static void require(Section adapter, String key, String example) {
    if (!adapter.has(key)) {
      adapter.problem(key, "a value is needed, such as " + example);
    }
  }
}
