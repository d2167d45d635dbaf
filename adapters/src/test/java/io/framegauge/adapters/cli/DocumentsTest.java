package io.framegauge.adapters.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.ModuleConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// Keeps the documents true: what they name exists, what they show is accepted.
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".framegauge");

  @TempDir private Path folder;

  @Test
  void shouldNameEveryPackageInTheArchitectureAndNoOther() throws IOException {
    Set<String> named =
        matches(read("ARCHITECTURE.md"), "`(io\\.framegauge(?:\\.[a-z]+)+)`")
            .collect(Collectors.toSet());

    try (Stream<Path> files = Files.walk(ROOT)) {
      Set<String> existing =
          files
              .filter(file -> file.endsWith("package-info.java"))
              .filter(file -> file.toString().contains("/src/main/java/"))
              .filter(DocumentsTest::isOurs)
              .map(file -> file.resolveSibling("").toString().split("/src/main/java/", 2)[1])
              .map(name -> name.replace('/', '.'))
              .collect(Collectors.toSet());
      assertThat(named).isEqualTo(existing);
    }
  }

  @Test
  void shouldKeepTheReadmeShort() throws IOException {
    assertThat(read("README.md").lines().count()).isLessThanOrEqualTo(150);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void shouldNameOnlyFilesThatExist(Path document) throws IOException {
    Stream<String> links = matches(Files.readString(document), "\\]\\(([^)#:]+)\\)");
    assertThat(links).allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void shouldShowOnlyCommandsAndOptionsThatExist(Path document) throws IOException {
    CommandLine commands = Main.commandLine();
    matches(
            Files.readString(document),
            "(?m)^(?:\\$ )?(?:[A-Z_]+=\\S+ )*\\./framegauge +([^\\n|&#]+)")
        .forEach(shown -> accept(commands, shown, document));
  }

  private static void accept(CommandLine commands, String shown, Path document) {
    List<String> words = List.of(shown.strip().split("\\s+"));
    CommandLine command = commands.getSubcommands().get(words.getFirst());
    assertThat(command).as("%s in %s", shown, document).isNotNull();
    CommandLine known = requireNonNull(command);
    words.stream()
        .takeWhile(word -> !word.equals("--"))
        .filter(word -> word.startsWith("--"))
        .forEach(option ->
            assertThat(known.getCommandSpec().findOption(option))
                .as("%s of '%s' in %s", option, shown, document)
                .isNotNull());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void shouldShowOnlyModulesThatAreUnderstood(Path document) throws IOException {
    List<String> modules =
        matches(Files.readString(document), "(?s)```yaml\\n(name:.*?)```").toList();
    for (String module : modules) {
      Path file = folder.resolve("module.yml");
      Files.writeString(file, module);
      ConfigTree tree = ModuleConfig.tree(file, List.of(), Map.of());
      ModuleConfig.read(tree, folder);
      assertThat(tree.problems().list()).as("%s", document).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void shouldShipOnlyModulesThatPassTheCheck(Path module) {
    StringWriter out = new StringWriter();
    CommandLine commands = Main.commandLine();
    commands.setOut(new PrintWriter(out));
    commands.setErr(new PrintWriter(out));

    int code =
        commands.execute("check", module.toString(), "--set", "pipeline.source=" + TEST_SOURCE);

    assertThat(code).as("%s", out).isEqualTo(ExitCode.OK);
  }

  private static final String TEST_SOURCE = "{element: videotestsrc}";

  static Stream<Path> documents() throws IOException {
    return find(".md");
  }

  static Stream<Path> modules() throws IOException {
    return find(".yml")
        .filter(file -> file.startsWith(ROOT.resolve("samples")))
        .filter(file -> !file.endsWith("compose.yml"));
  }

  private static Stream<Path> find(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(DocumentsTest::isOurs)
          .toList()
          .stream();
    }
  }

  private static boolean isOurs(Path file) {
    return Stream.of(ROOT.relativize(file).toString().split("/")).noneMatch(NOT_OURS::contains);
  }

  private static String read(String document) throws IOException {
    return Files.readString(ROOT.resolve(document));
  }

  private static Stream<String> matches(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map((MatchResult m) -> m.group(1));
  }
}
