package io.framegauge.adapters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    description = "Tell what this machine has, and what cannot be measured on it.",
    footer = {"", "Exit code 0: `run` has all it needs; 3: something is missing."})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DoctorCommand implements Callable<Integer> {
  private static final String BLIND_SPOTS = "blind-spots.txt";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("framegauge " + Version.product());
    List<Finding> all = new ArrayList<>();
    all.addAll(show("Java", MachineFindings.java(), out));
    all.addAll(show("GStreamer", GStreamerFindings.examine(), out));
    all.addAll(show("Files and folders", MachineFindings.files(System.getenv()), out));
    all.addAll(show("Ports", MachineFindings.ports(System.getenv()), out));
    out.println("What cannot be measured yet");
    blindSpots().lines().forEach(line -> out.println(TextBlock.of("  - ", line)));
    long missing = all.stream().filter(f -> f.mark() == Finding.Mark.MISSING).count();
    out.println(
        missing == 0
            ? "All that run needs is here."
            : missing + " missing; './framegauge setup' installs what Debian packages bring.");
    return missing == 0 ? ExitCode.OK : ExitCode.LACKING;
  }

  private static List<Finding> show(String title, List<Finding> findings, PrintWriter out) {
    out.println(title);
    findings.forEach(finding -> out.println(finding.show()));
    return findings;
  }

  private static String blindSpots() {
    try (InputStream in = DoctorCommand.class.getResourceAsStream(BLIND_SPOTS)) {
      if (in == null) {
        throw new IllegalStateException(BLIND_SPOTS + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
