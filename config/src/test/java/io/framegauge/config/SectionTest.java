package io.framegauge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SectionTest {

  @Test
  void shouldReportEverythingInOneRunInTheOrderOfTheFile() {
    String yaml =
        """
        name: 5
        parameters:
          web:
            port: 70000
            hots: a
            enabled: yes
            enabled: true
          histroy: 3
          list: {a: 1}
        """;
    ConfigTree tree = Reading.tree(yaml);
    Section root = tree.root();
    root.text("name");
    root.require("pipeline");
    Section parameters = root.section("parameters");
    parameters.wholeNumber("history", 1, Long.MAX_VALUE);
    parameters.sections("list");
    Section web = parameters.section("web");
    web.wholeNumber("port", 1, 65_535);
    web.text("host");
    web.bool("enabled");
    root.finish();
    assertThat(Reading.lines(tree))
        .containsExactly(
            "m.yml:1:1: pipeline: missing key",
            "m.yml:1:7: name: expected text (found 5)",
            "m.yml:4:11: parameters.web.port: expected a whole number from 1 to 65535"
                + " (found 70000)",
            "m.yml:5:5: parameters.web.hots: unknown key. Did you mean \"host\"?",
            "m.yml:6:14: parameters.web.enabled: expected true or false (found \"yes\")",
            "m.yml:7:5: parameters.web.enabled: duplicate key (first at m.yml:6:5)",
            "m.yml:8:3: parameters.histroy: unknown key. Did you mean \"history\"?",
            "m.yml:9:9: parameters.list: expected a list (found a map)");
  }

  @Test
  void shouldThrowAllProblemsWithALineEach() {
    ConfigTree tree = Reading.tree("a: x\nb: y\n");
    tree.root().wholeNumber("a", Long.MIN_VALUE, Long.MAX_VALUE);
    tree.root().decimal("b", Double.NEGATIVE_INFINITY, Double.MAX_VALUE);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> tree.problems().throwIfAny())
        .withMessage(
            "m.yml:1:4: a: expected a whole number (found \"x\")\n"
                + "m.yml:2:4: b: expected a number (found \"y\")")
        .satisfies(e -> assertThat(e.problems()).hasSize(2));
  }

  @Test
  void shouldReadNumbersInEveryForm() {
    Section root =
        Reading.tree("a: 0x1F\nb: 0o17\nc: +12\nd: -3\ne: 1e3\nf: .5\ng: 017\nh: 1_000\n").root();
    assertThat(root.wholeNumber("a", 0, 99)).contains(31L);
    assertThat(root.wholeNumber("b", 0, 99)).contains(15L);
    assertThat(root.wholeNumber("c", 0, 99)).contains(12L);
    assertThat(root.wholeNumber("d", -3, 99)).contains(-3L);
    assertThat(root.wholeNumber("e", 0, 9_999)).isEmpty();
    assertThat(root.decimal("e", 0, 9_999)).contains(1_000.0);
    assertThat(root.decimal("f", 0, 1)).contains(0.5);
    assertThat(root.decimal("d", -4, 1)).contains(-3.0);
    assertThat(root.wholeNumber("g", 0, 99)).contains(17L);
    assertThat(root.wholeNumber("h", 0, 9_999)).isEmpty();
    assertThat(root.problems().list().stream().map(Problem::message))
        .containsExactly(
            "expected a whole number from 0 to 9999 (found 1e3)",
            "expected a whole number from 0 to 9999 (found \"1_000\")");
  }

  @Test
  void shouldNameTheBoundsOfANumber() {
    Section root = Reading.tree("a: 99999999999999999999\nb: 0\nc: .inf\nd: 11\n").root();
    root.wholeNumber("a", 1, Long.MAX_VALUE);
    root.decimal("b", 0, 10);
    root.decimal("c", 0, Double.MAX_VALUE);
    root.decimal("d", Double.NEGATIVE_INFINITY, 10.5);
    root.wholeNumber("d", Long.MIN_VALUE, 10);
    assertThat(root.problems().list().stream().map(Problem::message))
        .containsExactly(
            "expected a whole number >= 1 (found 99999999999999999999)",
            "expected a number > 0 and <= 10 (found 0)",
            "expected a number > 0 (found .inf)",
            "expected a number <= 10.5 (found 11)",
            "expected a whole number <= 10 (found 11)");
  }

  @Test
  void shouldAcceptPlainNumbersOutOfTheEnvironmentButNotInQuotes() {
    String yaml =
        """
        a: ${oc.env:PORT, 8080}
        b: "${oc.env:NONE, 8080}"
        c: "8080"
        d: ${oc.env:FLAG}
        e: ${json:'"8080"'}
        f: 1${oc.env:PORT}
        """;
    Section root = Reading.tree(yaml, Map.of("PORT", " 9000", "FLAG", "TRUE")).root();
    assertThat(root.wholeNumber("a", 1, 65_535)).contains(9_000L);
    assertThat(root.wholeNumber("b", 1, 65_535)).contains(8_080L);
    assertThat(root.text("b")).contains("8080");
    assertThat(root.wholeNumber("c", 1, 65_535)).isEmpty();
    assertThat(root.bool("d")).contains(true);
    assertThat(root.wholeNumber("e", 1, 65_535)).isEmpty();
    assertThat(root.wholeNumber("f", 1, 65_535)).isEmpty();
    assertThat(root.problems().list().stream().map(Problem::message))
        .containsExactly(
            "expected a whole number from 1 to 65535 (found \"8080\")",
            "expected a whole number from 1 to 65535 (found \"8080\")",
            "expected a whole number from 1 to 65535"
                + " (found \"1 9000\", from the environment variable PORT)");
  }

  @Test
  void shouldTreatNullAsAbsent() {
    Section root = Reading.tree("a:\nb: null\nc: ~\nd: ${oc.env:X, null}\n").root();
    for (String key : List.of("a", "b", "c", "d", "e")) {
      assertThat(root.has(key)).isFalse();
      assertThat(root.text(key)).isEmpty();
      assertThat(root.section(key).keys()).isEmpty();
      assertThat(root.sections(key)).isEmpty();
      assertThat(root.textMap(key)).isEmpty();
      assertThat(root.node(key)).isEmpty();
    }
    assertThat(root.problems().isEmpty()).isTrue();
    assertThat(root.require("b")).isFalse();
    assertThat(root.section("e").require("f")).isFalse();
    assertThat(root.problems().list().stream().map(Problem::toString))
        .containsExactly(
            "m.yml:1:1: e.f: missing key", "m.yml:2:4: b: a value is needed (found null)");
  }

  @Test
  void shouldNotReportWhatFollowsFromAnotherProblem() {
    ConfigTree tree = Reading.tree("web: 5\nuri: ${oc.env:NONE}\n");
    Section web = tree.root().section("web");
    assertThat(web.require("port")).isFalse();
    assertThat(web.section("deep").require("x")).isFalse();
    assertThat(tree.root().require("uri")).isFalse();
    tree.root().finish();
    assertThat(Reading.lines(tree))
        .containsExactly(
            "m.yml:1:6: web: expected a map (found 5)",
            "m.yml:2:6: uri: the environment variable NONE is not set and has no default");
  }

  @Test
  void shouldReadMapsAndListsThatComeOutOfJson() {
    String yaml = "a: ${json:${oc.env:A}}\nb: ${json:${oc.env:B}}\n";
    ConfigTree tree =
        Reading.tree(yaml, Map.of("A", "{\"x\": {\"y\": 1}, \"z\": 2}", "B", "[{\"k\": 1}, 5]"));
    assertThat(tree.root().section("a").section("x").wholeNumber("y", 0, 9)).contains(1L);
    assertThat(tree.root().sections("b")).hasSize(1);
    tree.root().finish();
    assertThat(Reading.lines(tree))
        .containsExactly(
            "m.yml:1:4: a.z: unknown key",
            "m.yml:2:4: b[1]: expected a map (found 5, from the environment variable B)",
            "m.yml:2:4: b[0].k: unknown key");
  }

  @Test
  void shouldKeepTheOrderOfATextMap() {
    Section root =
        Reading.tree("m: {z: a, y: \"1\", x: \"${oc.env:X}\"}\n", Map.of("X", "b")).root();
    assertThat(root.textMap("m").orElseThrow())
        .containsExactly(Map.entry("z", "a"), Map.entry("y", "1"), Map.entry("x", "b"));
  }

  @Test
  void shouldTellWhereAValueIsForProblemsOfTheOwner() {
    ConfigTree tree = Reading.tree("a:\n  label: ${oc.env:L}\n  other: x\n", Map.of("L", "le"));
    Section a = tree.root().section("a");
    assertThat(a.positionOf("label")).isEqualTo(new Position("m.yml", 2, 10));
    assertThat(a.positionOf("none")).isEqualTo(new Position("m.yml", 2, 3));
    assertThat(a.position()).isEqualTo(new Position("m.yml", 2, 3));
    assertThat(a.pathOf("label")).isEqualTo("a.label");
    assertThat(a.variableOf("label")).isEqualTo(Optional.of("L"));
    assertThat(a.variableOf("other")).isEmpty();
    a.problem("label", "not a label name");
    a.problem("other", "no such factory");
    a.finish();
    assertThat(Reading.lines(tree))
        .containsExactly(
            "m.yml:2:10: a.label: not a label name (from the environment variable L)",
            "m.yml:3:10: a.other: no such factory");
  }

  @Test
  void shouldAcceptKeysThatOthersReferTo() {
    String yaml =
        """
        parameters: {draw: true, size: {w: 1, h: 2}, unused: 1}
        a: ${parameters.draw}
        b: {c: "${..parameters.size.w}"}
        """;
    ConfigTree tree = Reading.tree(yaml);
    tree.root().section("parameters");
    tree.root().skip("a");
    tree.root().skip("b");
    tree.root().finish();
    assertThat(Reading.lines(tree)).containsExactly("m.yml:1:46: parameters.unused: unknown key");
  }

  @Test
  void shouldGiveTheSameSectionToEveryReader() {
    ConfigTree tree = Reading.tree("p: {a: 1, b: 2}\n");
    tree.root().section("p").wholeNumber("a", 0, 9);
    tree.root().section("p").wholeNumber("b", 0, 9);
    tree.root().finish();
    tree.root().finish();
    assertThat(Reading.lines(tree)).isEmpty();
  }

  @Test
  void shouldSuggestUpToThreeKeysThatAreNotWrittenYet() {
    ConfigTree tree = Reading.tree("colour: 1\nframePeriod: 2\nzzz: 3\nprot: 4\nname: x\n");
    for (String key : List.of("color", "colours", "colon", "colorr", "frame_period", "port")) {
      tree.root().has(key);
    }
    tree.root().text("name");
    tree.root().finish();
    assertThat(Reading.lines(tree))
        .containsExactly(
            "m.yml:1:1: colour: unknown key. Did you mean \"color\" or \"colours\" or \"colorr\"?",
            "m.yml:2:1: framePeriod: unknown key. Did you mean \"frame_period\"?",
            "m.yml:3:1: zzz: unknown key",
            "m.yml:4:1: prot: unknown key. Did you mean \"port\"?");
  }

  @Test
  void shouldHideSecretsAndEscapeControlCharactersInMessages() {
    String yaml =
        "api_token: abc\nuri: \"rtsp://me:pw@host/x\"\nlong: \"LONG\"\nbell: \"\\a\\n\\u202E\"\n";
    Section root = Reading.tree(yaml.replace("LONG", "y".repeat(200))).root();
    root.keys().forEach(key -> root.wholeNumber(key, 0, 9));
    String rule = "expected a whole number from 0 to 9 (found ";
    assertThat(root.problems().list().stream().map(Problem::message))
        .containsExactly(
            rule + "***)",
            rule + "\"rtsp://me:***@host/x\")",
            rule + "\"" + "y".repeat(80) + "…\")",
            rule + "\"\\u0007\\n\\u202E\")");
  }
}
