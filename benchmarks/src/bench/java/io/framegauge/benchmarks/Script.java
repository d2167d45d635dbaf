package io.framegauge.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The scripts beside the sources, run by the system's Python: clients that are not ours.
final class Script {
  private Script() {}

  /// Runs a script to its end and answers the lines it printed.
  static List<String> lines(String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("/usr/bin/python3");
    command.add(Setup.root().resolve("benchmarks").resolve(name).toString());
    command.addAll(List.of(arguments));
    Process script =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (script.waitFor() != 0) {
      throw new IOException("the script failed: " + name + ", exit=" + script.exitValue());
    }
    return text.lines().toList();
  }
}
