package io.framegauge.benchmarks;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where it was measured, and with what.
record Machine(String hardware, JsonObject versions) {
  static Machine here(String gstreamer) {
    JsonObject versions = new JsonObject();
    versions.addProperty("java", System.getProperty("java.vm.version", ""));
    versions.addProperty("gstreamer", gstreamer);
    versions.addProperty("gst1-java-core", versionOf(org.freedesktop.gstreamer.Gst.class));
    versions.addProperty(
        "prometheus-metrics-core", versionOf(io.prometheus.metrics.core.metrics.Counter.class));
    versions.addProperty("compiler", System.getProperty("bench.compiler", ""));
    versions.addProperty("pyzmq", System.getProperty("bench.pyzmq", ""));
    versions.addProperty("commit", System.getProperty("bench.commit", ""));
    return new Machine(processor() + ", " + cores() + " cores, " + load(), versions);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static String processor() {
    return lines("/proc/cpuinfo").stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown processor");
  }

  private static String load() {
    return lines("/proc/loadavg").stream()
        .map(line -> "load average " + line.split(" ", -1)[0] + " at the start")
        .findFirst()
        .orElse("load unknown");
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of();
    }
  }

  /// The version in the name of the jar that a class comes from.
  private static String versionOf(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceFirst(".*/[a-z0-9-]*?-([0-9][^/]*)\\.jar$", "$1");
  }

  List<String> lines() {
    return List.of(hardware, versions.toString());
  }
}
