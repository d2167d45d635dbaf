package io.framegauge.telemetry;

import java.nio.file.Path;

/// The setting `file`: where live values and records are kept.
public sealed interface FileSetting {
  /// In the user's runtime directory, by the name of the pipeline.
  record ByName() implements FileSetting {}

  /// In a file that the user chose.
  record At(Path path) implements FileSetting {}

  /// In the memory of this process only.
  record Off() implements FileSetting {}
}
