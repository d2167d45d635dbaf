package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.prometheus.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The unit of systemd that is shipped.
final class ExporterUnitIT {
  private static final Path UNIT = Product.HOME.resolve("packaging/framegauge-exporter.service");
  private static final String JAVA = "/opt/framegauge/jdk/bin/java";
  private static final String LIBRARIES = "/opt/framegauge/lib/*";

  /// Of 100: what systemd itself calls safe ends at 20.
  private static final String EXPOSURE = "15";

  @TempDir private Path folder;

  @Test
  void shouldBeUnderstoodBySystemdAndExposeLittle() throws IOException {
    // systemd wants the program to be there
    Path unit =
        Files.writeString(
            folder.resolve(UNIT.getFileName()), Files.readString(UNIT).replace(JAVA, "/bin/true"));

    assertThat(analyze("verify", unit.toString())).isEmpty();
    assertThat(analyze("security", "--offline=yes", "--threshold=" + EXPOSURE, unit.toString()))
        .contains("Overall exposure level for framegauge-exporter.service: ");
  }

  private String analyze(String... arguments) {
    List<String> command = new ArrayList<>(List.of("systemd-analyze", "--no-pager"));
    command.addAll(List.of(arguments));
    try (Child child = Child.start(folder, Map.of(), command)) {
      assertThat(child.exitCode()).as("%s", child).isZero();
      return child.out() + child.err();
    }
  }

  /// The words of its command, with the variables that the unit sets put in.
  private static List<String> command(String observe, String listen) throws IOException {
    String text = Files.readString(UNIT).replace("\\\n", " ");
    String command =
        text.lines().filter(line -> line.startsWith("ExecStart=")).findFirst().orElseThrow();
    return Stream.of(command.substring("ExecStart=".length()).trim().split("\\s+", -1))
        .map(word -> word.replace("${OBSERVE}", observe).replace("${LISTEN}", listen))
        .toList();
  }

  @Test
  void shouldGiveTheHttpServerTheLimitsOfTheProduct() throws IOException {
    List<String> options =
        WebServer.JVM_LIMITS.entrySet().stream()
            .map(limit -> "-D" + limit.getKey() + "=" + limit.getValue())
            .toList();

    assertThat(command("", "")).containsAll(options);
  }

  /// Where the page's own line puts the product.
  private Path installed() throws IOException {
    String line =
        Files.readAllLines(UNIT.resolveSibling("README.md")).stream()
            .filter(each -> each.startsWith("install -d "))
            .findFirst()
            .orElseThrow();
    Product.build();
    String here = line.replace("/opt/framegauge", folder.toString());
    Child.outputOf(
        folder, Map.of(), List.of("bash", "-c", "cd '%s' && %s".formatted(Product.HOME, here)));
    return folder.resolve("lib");
  }

  @Test
  void shouldStartAnExporterThatNeedsNoPrivileges() throws IOException {
    Ports ports = Ports.free();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String libraries = installed() + "/*";
    List<String> command = new ArrayList<>(List.of("setpriv", "--no-new-privs", "--inh-caps=-all"));
    for (String word : command(folder.resolve("none").toString(), "127.0.0.1:" + ports.web())) {
      command.add(word.equals(JAVA) ? java.toString() : word.equals(LIBRARIES) ? libraries : word);
    }
    try (Child exporter = Child.start(folder, Map.of(), command)) {
      Await.until(
          "it answers",
          Child.PATIENCE,
          () -> Web.status(ports.page("/healthz")).isPresent(),
          exporter::toString);
      assertThat(Samples.scrape(ports).value("framegauge_up")).isZero();
      assertThat(exporter.err()).doesNotContain("WARNING");
    }
  }
}
