package io.framegauge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ~          | null
          Null       | null
          ``         | null
          TRUE       | true
          False      | false
          yes        | "yes"
          on         | "on"
          12         | 12
          +12        | 12
          017        | 17
          0o17       | 15
          0x1F       | 31
          1_000      | "1_000"
          1e3        | 1000.0
          .5         | 0.5
          5.         | 5.0
          .NaN       | .nan
          -.INF      | -.inf
          12:30:45   | "12:30:45"
          2024-01-01 | "2024-01-01"
          "12"       | "12"
          'true'     | "true"
          !!str 12   | "12"
          !!int "12" | 12
          !!float 1  | "unreached"
          99999999999999999999 | 99999999999999999999
          """)
  void shouldTypeScalarsByTheCoreSchema(String written, String expected) {
    String value = Reading.valueOf("v: " + (written == null ? "" : written), Map.of());
    assertThat(value)
        .isEqualTo(
            expected.equals("\"unreached\"")
                ? "not a value of the tag !!float (found \"1\")"
                : expected);
  }

  @Test
  void shouldReportAllDuplicateKeys() {
    String yaml =
        """
        a: 1
        b: {x: 1, "x": 2}
        a: 2
        '1': y
        1: z
        a: 3
        """;
    assertThat(Reading.problemsOf(yaml))
        .containsExactly(
            "m.yml:2:11: b.x: duplicate key (first at m.yml:2:5)",
            "m.yml:3:1: a: duplicate key (first at m.yml:1:1)",
            "m.yml:5:1: 1: duplicate key (first at m.yml:4:1)",
            "m.yml:6:1: a: duplicate key (first at m.yml:1:1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a: [1                 | m.yml:2:1: not valid YAML: expected ',' or ']', but got <stream end>
          a: b: c               | m.yml:1:5: not valid YAML: mapping values are not allowed here
          a: "x                 | m.yml:2:1: not valid YAML: found unexpected end of stream
          a: @x                 | m.yml:1:4: not valid YAML: found character '@' that cannot start any token. (Do not use @ for indentation)
          a: &x 1 ⏎b: *y        | m.yml:2:4: b: the alias *y has no anchor before it
          a: 1⏎---⏎b: 2         | m.yml:2:1: a second document in one file
          a: !!java.net.URL [x] | m.yml:1:4: a: unknown tag !!java.net.URL: only the tags of the YAML core schema have a meaning
          a: !foo x             | m.yml:1:4: a: unknown tag !foo: only the tags of the YAML core schema have a meaning
          a: !!binary x         | m.yml:1:4: a: unknown tag !!binary: only the tags of the YAML core schema have a meaning
          a: !!int abc          | m.yml:1:4: a: not a value of the tag !!int (found "abc")
          a: !!map [x]          | m.yml:1:4: a: unknown tag !!map: only the tags of the YAML core schema have a meaning
          [a]: b                | m.yml:1:1: a key has to be text
          ~: b                  | m.yml:1:1: a key has to be text
          ${x}: b               | m.yml:1:1: ${x}: a key cannot be interpolated
          a: {u: ${oc.env:X}}   | m.yml:1:9: not valid YAML: expected ',' or '}', but got { (a ${…} inside {…} or […], or with ": " in it, has to stand in quotes)
          <<: 5                 | m.yml:1:1: << expects a map or a list of maps
          """)
  void shouldSayWhatIsNotAccepted(String yaml, String line) {
    assertThat(Reading.problemsOf(yaml.replace('⏎', '\n') + "\n")).containsExactly(line);
  }

  @Test
  void shouldSayWhereATabIndents() {
    assertThat(Reading.problemsOf("a:\n\tb: 1\n"))
        .containsExactly(
            "m.yml:2:1: not valid YAML: found character '\\t(TAB)' that cannot start any token."
                + " (Do not use \\t(TAB) for indentation)");
  }

  @Test
  void shouldSayWhereAControlCharacterStands() {
    assertThat(Reading.problemsOf("a: 1\nbé: x\u0000y\n"))
        .containsExactly("m.yml:2:6: the character U+0000 is not allowed in YAML");
  }

  @Test
  void shouldCountLinesAndColumnsWhateverTheLineEndsAndCharacters() {
    String yaml = "\uFEFFé: 1\r\n{s}: {\"😀\": 1, bad: x}\r\nlast: y".replace("{s}", "s");
    ConfigTree tree = Reading.tree(yaml);
    tree.root().section("s");
    tree.root().finish();
    assertThat(Reading.lines(tree))
        .containsExactly(
            "m.yml:1:1: é: unknown key",
            "m.yml:2:5: s.😀: unknown key",
            "m.yml:2:13: s.bad: unknown key",
            "m.yml:3:1: last: unknown key");
  }

  @Test
  void shouldCopyAnchorsAndMergeKeys() {
    String yaml =
        """
        base: &base {a: 1, b: "${.a}"}
        more: &more {a: 9, c: 3}
        list: &list [1, *base]
        one: {<<: *base, a: 2}
        two: {<<: [*base, *more], d: 4}
        three: *list
        """;
    ConfigTree tree = Reading.tree(yaml);
    assertThat(tree.root().node("one").map(Reading::shown)).contains("{a: 2, b: 2}");
    assertThat(tree.root().node("two").map(Reading::shown)).contains("{d: 4, a: 1, b: 1, c: 3}");
    assertThat(tree.root().node("three").map(Reading::shown)).contains("[1, {a: 1, b: 1}]");
    assertThat(Reading.lines(tree)).isEmpty();
  }

  @Test
  void shouldStopAtBombs() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String items = ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1);
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, items));
    }
    assertThat(Reading.problemsOf(laughs.toString()))
        .containsExactly("m.yml:5:10: a4[0]: more than 20000 values");
    assertThat(Reading.problemsOf("a: " + "[".repeat(2_000)))
        .containsExactly("m.yml:1:53: more than 50 levels of nesting");
    assertThat(Reading.problemsOf("- ".repeat(2_000)))
        .containsExactly("m.yml:1:101: more than 50 levels of nesting");
    assertThat(Reading.problemsOf("? ".repeat(2_000)))
        .containsExactly("m.yml:1:3: a key has to be text");
    assertThat(Reading.problemsOf("a: &a {b: *a}\n"))
        .containsExactly("m.yml:1:11: a.b: the alias *a refers to a value around it");
    assertThat(Reading.problemsOf("a: &a 1\nb: [" + "*a, ".repeat(200) + "]\n"))
        .containsExactly("m.yml:2:405: b[100]: more than 100 aliases");
    assertThat(Reading.problemsOf("a: [" + "1, ".repeat(30_000) + "]\n"))
        .containsExactly("m.yml:1:59999: a[19998]: more than 20000 values");
  }

  @Test
  void shouldKeepTextAcrossStyles() {
    String yaml = "a: |\n  x ${oc.env:N}\n  y\nb: >-\n  x\n  y\nc: plain\n  over lines\n";
    ConfigTree tree = Reading.tree(yaml, Map.of("N", "1"));
    assertThat(List.of("a", "b", "c").stream().map(k -> tree.root().text(k).orElseThrow()))
        .containsExactly("x 1\ny\n", "x y", "plain over lines");
  }
}
