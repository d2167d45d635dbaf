package io.framegauge.benchmarks;

import java.nio.file.Path;

/// Where `benchmarks/run` has put what the measurements need; system properties.
final class Setup {
  private Setup() {}

  /// The folder of `libbench.so` and `chain`.
  static String cFolder() {
    return property("bench.c");
  }

  /// A folder for files of this run.
  static Path scratch() {
    return Path.of(property("bench.scratch"));
  }

  /// The repository.
  static Path root() {
    return Path.of(property("bench.root"));
  }

  /// The built product.
  static String app() {
    return property("bench.app");
  }

  /// The classes of the benchmarks.
  static String classes() {
    return property("bench.classes");
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("must be set, start benchmarks/run: property=" + name);
    }
    return value;
  }
}
