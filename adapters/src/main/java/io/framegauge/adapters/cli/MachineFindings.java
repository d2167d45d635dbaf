package io.framegauge.adapters.cli;

import io.framegauge.config.ConfigTree;
import io.framegauge.config.ConfigurationException;
import io.framegauge.pipeline.ModuleConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.ToolProvider;

/// What the machine has besides GStreamer: Java, files, folders, free ports.
final class MachineFindings {
  private static final double GIB = 1L << 30;
  private static final Path CASCADES = Path.of("/usr/share/opencv4/haarcascades");
  private static final String CASCADE = "haarcascade_fullbody.xml";
  private static final String VIDEO = ".framegauge/videos/vtest.avi";

  private MachineFindings() {}

  static List<Finding> java() {
    String home = System.getProperty("java.home");
    Runtime runtime = Runtime.getRuntime();
    return List.of(
        Finding.ok("JDK", Runtime.version() + ", " + home),
        ToolProvider.getSystemJavaCompiler() == null
            ? Finding.missing("Java compiler", "a JDK instead of a JRE, for plugins in .java files")
            : Finding.ok("Java compiler", "for plugins in .java files"),
        Finding.ok(
            "machine",
            String.format(
                Locale.ROOT,
                "%d processors, heap of %.1f GiB at most, %s %s",
                runtime.availableProcessors(),
                runtime.maxMemory() / GIB,
                System.getProperty("os.name"),
                System.getProperty("os.version"))));
  }

  /// @param environment where FRAMEGAUGE_HOME may name the repository
  static List<Finding> files(Map<String, String> environment) {
    Path cascade = CASCADES.resolve(CASCADE);
    Path video = Path.of(environment.getOrDefault("FRAMEGAUGE_HOME", "."), VIDEO);
    return List.of(
        Files.isReadable(cascade)
            ? Finding.ok("detector cascade", cascade.toString())
            : Finding.missing("detector cascade", "apt-get install opencv-data, for " + cascade),
        Files.isReadable(video)
            ? Finding.ok("sample video", video.toString())
            : Finding.absent(
                "sample video", "the sample's first run fetches it, or samples/fetch-video"),
        folder("plugin cache", Folders.pluginCache(), "plugins are compiled at each start"),
        folder("temporary folder", Path.of(System.getProperty("java.io.tmpdir")), "set TMPDIR"));
  }

  private static Finding folder(String subject, Path folder, String otherwise) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.isDirectory(existing) && Files.isWritable(existing)
        ? Finding.ok(subject, folder.toString())
        : Finding.note(subject, "cannot be written, " + otherwise + ": " + folder);
  }

  /// @param environment whose variables choose the ports
  static List<Finding> ports(Map<String, String> environment) {
    ConfigTree tree = ModuleConfig.defaultTree(environment);
    Addresses ports = Addresses.of(ModuleConfig.ofText(tree, "doctor", "").telemetry());
    List<Finding> findings = new ArrayList<>();
    for (Addresses.Address port : ports.all()) {
      findings.add(
          port.inUse()
              ? Finding.note(
                  port.purpose() + " port",
                  port.hostAndPort() + " is in use; another is chosen with " + port.advice())
              : Finding.ok(port.purpose() + " port", port.hostAndPort() + " is free"));
    }
    try {
      tree.problems().throwIfAny();
    } catch (ConfigurationException e) {
      e.problems()
          .forEach(problem -> findings.add(Finding.note("configuration", problem.toString())));
    }
    return findings;
  }
}
