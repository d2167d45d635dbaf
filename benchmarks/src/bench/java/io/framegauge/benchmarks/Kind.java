package io.framegauge.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.Map;

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
  /// The same in C with one probe a link, on its source pad, as ours are.
  C_LINK("C, full, a probe a link"),
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

  /// What a map that has something for each kind has for this one.
  <V> V in(Map<Kind, V> each) {
    return requireNonNull(each.get(this));
  }
}
