package io.framegauge.telemetry.counter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// The start of the machine since which its monotonic clock runs.
final class Boot {
  private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");
  private static final UUID UNKNOWN = new UUID(0, 0);
  private static final UUID ID = read();

  private Boot() {}

  /// Unique for every start of the machine; all zero when it cannot be known.
  static UUID id() {
    return ID;
  }

  /// Whether this is the start of the machine, so that monotonic times can be compared.
  static boolean isThis(UUID boot) {
    return boot.equals(ID) && !boot.equals(UNKNOWN);
  }

  private static UUID read() {
    try {
      return UUID.fromString(Files.readString(FILE).strip());
    } catch (IOException | IllegalArgumentException e) {
      return UNKNOWN;
    }
  }
}
