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
  VIDEO_LOOP("location=LOCATION source_id=SOURCE_ID socket=ZMQ_ENDPOINT"),
  /// Sends a video once.
  VIDEO_FILES("location=LOCATION source_id=SOURCE_ID socket=ZMQ_ENDPOINT"),
  /// Writes a line of JSON for each frame.
  METADATA_JSON("socket=ZMQ_ENDPOINT");

  private static final String SECTION = "adapter";

  private final String needed;

  /// @param needed keys that need a value, each with the variable that gives it
  ShippedModule(String needed) {
    this.needed = needed;
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
    for (String pair : needed.split(" ")) {
      String[] keyAndVariable = pair.split("=", 2);
      String key = keyAndVariable[0];
      adapter.require(key, "a value is needed: " + keyAndVariable[1]);
    }
  }
}
