package io.framegauge.adapters.cli;

import io.framegauge.telemetry.record.Build;
import org.freedesktop.gstreamer.Gst;
import picocli.CommandLine.IVersionProvider;

/// Versions of the product and of what it runs on.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"framegauge " + product() + " (Java " + Runtime.version() + ")"};
  }

  /// The product's version.
  static String product() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// All versions; GStreamer must be initialised.
  static Build build() {
    return new Build(product(), Runtime.version().toString(), gstreamer());
  }

  /// As the binding words it, which takes a locale's number formats to do so: 20 ms of a start.
  private static String gstreamer() {
    org.freedesktop.gstreamer.Version version = Gst.getVersion();
    String kind =
        switch (version.getNano()) {
          case 0 -> "";
          case 1 -> " (CVS)";
          default -> " (Pre-release)";
        };
    return version.getMajor() + "." + version.getMinor() + "." + version.getMicro() + kind;
  }
}
