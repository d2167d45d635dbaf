package io.framegauge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.freedesktop.gstreamer.Gst;

/// Measures and tells; started by `benchmarks/run`.
public final class Main {
  private Main() {}

  /// @param quick less of everything, within 2 minutes
  /// @param json where the results go besides
  /// @param plot where the plot goes
  /// @param only the sections that are measured; empty: all
  private record Options(
      boolean quick, Optional<Path> json, Optional<Path> plot, Set<String> only) {
    static Options of(String... arguments) {
      boolean quick = false;
      Optional<Path> json = Optional.empty();
      Optional<Path> plot = Optional.empty();
      Set<String> only = new HashSet<>();
      for (int i = 0; i < arguments.length; i++) {
        switch (arguments[i]) {
          case "--quick" -> quick = true;
          case "--json" -> json = Optional.of(Path.of(arguments[++i]));
          case "--plot" -> plot = Optional.of(Path.of(arguments[++i]));
          case "--only" -> only.addAll(Arrays.asList(arguments[++i].split(",", -1)));
          default -> throw new IllegalArgumentException("unknown option: " + arguments[i]);
        }
      }
      return new Options(quick, json, plot, only);
    }
  }

  /// Exit code 0 also when targets are missed: the table tells.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = Options.of(arguments);
    Gst.init("framegauge-benchmarks");
    NativeBench.register();
    Report report = new Report(Machine.here(Gst.getVersion().toString()), System.out);
    Sections sections = new Sections(Effort.of(options.quick()), report, options.plot());
    sections.run(options.only());
    report.table();
    if (options.json().isPresent()) {
      report.write(options.json().get());
    }
    System.exit(0); // threads of Gst go on
  }
}
