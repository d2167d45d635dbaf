package io.framegauge.benchmarks;

/// Who measures a chain.
enum Kind {
  /// Nobody.
  NONE("none"),
  /// A probe in C that counts, on each source pad.
  C_COUNT("C, counting"),
  /// Our way of calling Java, which counts, on each source pad.
  OURS_COUNT("ours, counting"),
  /// Two probes in C an element, which do all that ours do.
  C_FULL("C, full"),
  /// The product's probes as it puts them.
  OURS_FULL("ours, full"),
  /// gst1-java-core's `Pad.addProbe`, which counts, on each source pad.
  JNA_COUNT("gst1-java-core, counting");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  String prefix() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
