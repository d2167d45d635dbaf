package io.framegauge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleFileTest {
  private static final String DEFAULTS =
      """
      name: default
      web: {host: 127.0.0.1, port: 8080}
      list: [1, 2, 3]
      period: 10
      """;

  @TempDir private Path directory;

  @Test
  void shouldMergeAFileOverTheDefaults() throws IOException {
    ConfigTree tree = read("web: {port: 9000, extra: x}\nlist: [4]\nperiod: null\nnew: 1\n");
    assertThat(shown(tree))
        .isEqualTo(
            "{name: \"default\", web: {host: \"127.0.0.1\", port: 9000, extra: \"x\"},"
                + " list: [4], period: null, new: 1}");
  }

  @Test
  void shouldKeepThePositionsOfWhatWasMerged() throws IOException {
    ConfigTree tree = read("web:\n  port: 9000\n");
    Section web = tree.root().section("web");
    assertThat(web.positionOf("port")).isEqualTo(new Position(file().toString(), 2, 9));
    assertThat(web.positionOf("host")).isEqualTo(new Position("default.yml", 2, 13));
    assertThat(web.position()).isEqualTo(new Position(file().toString(), 2, 3));
    assertThat(tree.root().positionOf("name")).isEqualTo(new Position("default.yml", 1, 7));
  }

  @Test
  void shouldListProblemsOfTheFileThenTheDefaultsThenTheCommandLine() throws IOException {
    ConfigTree tree = read("z: 1\n", List.of("y=2"));
    tree.root().section("web");
    tree.root().finish();
    assertThat(tree.problems().list().stream().map(p -> p.position().file() + " " + p.path()))
        .containsExactly(
            file() + " z",
            "default.yml name",
            "default.yml web.host",
            "default.yml web.port",
            "default.yml list",
            "default.yml period",
            "--set y y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          web.port=9000            | {name: "default", web: {host: "127.0.0.1", port: 9000}, list: [1, 2, 3], period: 10}
          web={port: 1}            | {name: "default", web: {port: 1}, list: [1, 2, 3], period: 10}
          list[1]=x                | {name: "default", web: {host: "127.0.0.1", port: 8080}, list: [1, "x", 3], period: 10}
          list.0={a: b}            | {name: "default", web: {host: "127.0.0.1", port: 8080}, list: [{a: "b"}, 2, 3], period: 10}
          list=[]                  | {name: "default", web: {host: "127.0.0.1", port: 8080}, list: [], period: 10}
          name=                    | {name: null, web: {host: "127.0.0.1", port: 8080}, list: [1, 2, 3], period: 10}
          name=""                  | {name: "", web: {host: "127.0.0.1", port: 8080}, list: [1, 2, 3], period: 10}
          name=a=b                 | {name: "a=b", web: {host: "127.0.0.1", port: 8080}, list: [1, 2, 3], period: 10}
          name="8080"              | {name: "8080", web: {host: "127.0.0.1", port: 8080}, list: [1, 2, 3], period: 10}
          name=${web.port}         | {name: 8080, web: {host: "127.0.0.1", port: 8080}, list: [1, 2, 3], period: 10}
          name=${oc.env:HOME_NAME} | {name: "home", web: {host: "127.0.0.1", port: 8080}, list: [1, 2, 3], period: 10}
          a.b.c=1                  | {name: "default", web: {host: "127.0.0.1", port: 8080}, list: [1, 2, 3], period: 10, a: {b: {c: 1}}}
          """)
  void shouldApplySets(String set, String expected) {
    ConfigTree tree =
        ModuleFile.parse("default.yml", DEFAULTS, List.of(set), Map.of("HOME_NAME", "home"));
    assertThat(shown(tree)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          web.port       | --set:1:1: expected path=value (found "web.port")
          =5             | --set:1:1: expected path=value (found "=5")
          a..b=5         | --set:1:1: expected path=value (found "a..b=5")
          a[x]=5         | --set:1:1: expected path=value (found "a[x]=5")
          name.x=5       | --set name.x:1:1: name.x: name is not a map
          list[3]=5      | --set list[3]:1:1: list[3]: list has no such item
          list.x=5       | --set list.x:1:1: list.x: list has no such item
          name=[1        | --set name:1:3: name: not valid YAML: expected ',' or ']', but got <stream end>
          name={a: ${b}} | --set name:1:6: name: not valid YAML: expected ',' or '}', but got { (a ${…} inside {…} or […], or with ": " in it, has to stand in quotes)
          name={a: 1, a: 2} | --set name:1:8: name: duplicate key (first at --set name:1:2)
          name=a: b      | --set name:1:1: name: expected one value or {…} or […]: put text with ": " in quotes
          name=- b       | --set name:1:1: name: expected one value or {…} or […]: put text with ": " in quotes
          name=*a        | --set name:1:1: name: the alias *a has no anchor before it
          """)
  void shouldRefuseSets(String set, String line) {
    ConfigTree tree = ModuleFile.parse("default.yml", DEFAULTS, List.of(set), Map.of());
    assertThat(Reading.lines(tree)).containsExactly(line);
  }

  @Test
  void shouldTellProblemsOfSetValuesAtTheirPlace() {
    ConfigTree tree =
        ModuleFile.parse("d.yml", DEFAULTS, List.of("web.prot=9", "period=x"), Map.of());
    tree.root().wholeNumber("period", 1, 100);
    Section web = tree.root().section("web");
    web.text("host");
    web.wholeNumber("port", 1, 65_535);
    tree.root().skip("name");
    tree.root().skip("list");
    tree.root().finish();
    assertThat(Reading.lines(tree))
        .containsExactly(
            "--set web.prot:1:1: web.prot: unknown key. Did you mean \"port\"?",
            "--set period:1:1: period: expected a whole number from 1 to 100 (found \"x\")");
  }

  @Test
  void shouldReportAFileThatCannotBeRead() throws IOException {
    Path none = directory.resolve("none.yml");
    assertThat(problem(none)).isEqualTo(none + ":1:1: no such file");
    assertThat(problem(directory)).isEqualTo(directory + ":1:1: a directory, not a file");
    Path latin = directory.resolve("latin.yml");
    Files.write(latin, "a: b\nname: caf\u00e9 \n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problem(latin)).isEqualTo(latin + ":2:10: not UTF-8 (found the byte 0xE9)");
    Path utf16 = directory.resolve("utf16.yml");
    Files.write(utf16, "a: b".getBytes(StandardCharsets.UTF_16));
    assertThat(problem(utf16)).isEqualTo(utf16 + ":1:1: not UTF-8 (found the byte 0xFE)");
    Path cut = directory.resolve("cut.yml");
    Files.write(cut, new byte[] {'a', ':', ' ', (byte) 0xC3});
    assertThat(problem(cut)).isEqualTo(cut + ":1:4: not UTF-8 (found the byte 0xC3)");
    Path large = directory.resolve("large.yml");
    Files.writeString(large, "# " + "x".repeat(300_000));
    assertThat(problem(large)).isEqualTo(large + ":1:1: longer than 262144 characters");
  }

  @Test
  void shouldNotReportKeysThatMissBecauseTheFileCouldNotBeRead() {
    ConfigTree tree =
        ModuleFile.read(Path.of("none.yml"), "default.yml", DEFAULTS, List.of(), Map.of());
    assertThat(tree.root().require("pipeline")).isFalse();
    tree.root().section("web").finish();
    tree.root().finish();
    assertThat(Reading.lines(tree)).containsExactly("none.yml:1:1: no such file");
  }

  @Test
  void shouldReadAnEmptyFileAsNothing() throws IOException {
    for (String empty : List.of("", "# only a comment\n", "---\n", "~\n", "\uFEFF")) {
      ConfigTree tree = read(empty);
      assertThat(Reading.lines(tree)).isEmpty();
      assertThat(tree.root().text("name")).contains("default");
    }
  }

  @Test
  void shouldRefuseADocumentThatIsNoMap() throws IOException {
    assertThat(Reading.lines(read("- a\n")))
        .containsExactly(file() + ":1:1: expected a map of keys and values");
    assertThat(Reading.lines(read("${oc.env:ALL}\n")))
        .containsExactly(file() + ":1:1: expected a map of keys and values");
  }

  private Path file() {
    return directory.resolve("module.yml");
  }

  private ConfigTree read(String yaml) throws IOException {
    return read(yaml, List.of());
  }

  private ConfigTree read(String yaml, List<String> sets) throws IOException {
    Files.writeString(file(), yaml);
    return ModuleFile.read(file(), "default.yml", DEFAULTS, sets, Map.of());
  }

  private static String problem(Path path) {
    ConfigTree tree = ModuleFile.read(path, "default.yml", DEFAULTS, List.of(), Map.of());
    assertThat(tree.problems().list()).hasSize(1);
    return Reading.lines(tree).getFirst();
  }

  private static String shown(ConfigTree tree) {
    assertThat(Reading.lines(tree)).isEmpty();
    StringBuilder shown = new StringBuilder();
    for (String key : tree.root().keys()) {
      shown.append(shown.isEmpty() ? "" : ", ").append(key).append(": ");
      shown.append(tree.root().node(key).map(Reading::shown).orElse("null"));
    }
    return "{" + shown + "}";
  }
}
