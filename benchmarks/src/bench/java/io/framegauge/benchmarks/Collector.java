package io.framegauge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A way to start the product, which decides how its JVM collects garbage.
///
/// @param name of the row
/// @param flags of the JVM
/// @param launched whether `./framegauge` adds its own flags
record Collector(String name, List<String> flags, boolean launched) {
  /// As users start it.
  static final Collector LAUNCHER = new Collector("launcher", List.of(), true);

  /// What the JVM chooses on this machine.
  static final Collector DEFAULT = of("default");

  /// What has been held against the launcher's choice.
  static final List<Collector> ALL =
      List.of(
          LAUNCHER,
          DEFAULT,
          small("serial-new-8m", "-XX:+UseSerialGC", "-Xms16m", "-XX:NewSize=8m"),
          small("serial-new-32m", "-XX:+UseSerialGC", "-Xms40m", "-XX:NewSize=32m"),
          small("parallel-small", "-XX:+UseParallelGC", "-Xms16m", "-XX:NewSize=8m"),
          small("g1-small", "-XX:+UseG1GC", "-Xms16m"),
          small("zgc", "-XX:+UseZGC"),
          small("zgc-small", "-XX:+UseZGC", "-Xms16m", "-XX:SoftMaxHeapSize=48m"));

  private static Collector of(String name, String... flags) {
    return new Collector(name, List.of(flags), false);
  }

  /// With the launcher's other flag that saves memory.
  private static Collector small(String name, String... flags) {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("-XX:+UseCompactObjectHeaders");
    return new Collector(name, all, false);
  }

  /// Starts the product.
  ///
  /// @param log where the JVM writes what [Pause#read] needs
  /// @param settings environment variables of the product
  /// @param arguments of the product
  Served start(Path log, int port, Map<String, String> settings, List<String> arguments)
      throws IOException {
    String logging = "-Xlog:" + Pause.LOGGED + ":file=" + log + ":tn";
    Map<String, String> environment = new HashMap<>(settings);
    List<String> command = new ArrayList<>();
    if (launched) {
      command.add(Setup.root().resolve("framegauge").toString());
      environment.put("FRAMEGAUGE_JAVA_OPTS", logging);
    } else {
      command.addAll(Served.jvm(flags.toArray(String[]::new)));
      command.addAll(
          List.of(logging, "-cp", Setup.app() + "/lib/*", "io.framegauge.adapters.cli.Main"));
    }
    command.addAll(arguments);
    return Served.of(command, port, environment);
  }
}
