package io.framegauge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ${parameters.draw}            | true
          ${parameters.size.width}      | 768
          ${parameters.size}            | {width: 768, half: 384.0}
          ${parameters.size.half}       | 384.0
          ${parameters.names[1]}        | "b"
          ${parameters.names.0}         | "a"
          ${parameters.names}           | ["a", "b"]
          ${parameters.nothing}         | null
          ${parameters.labels.k}        | "from json"
          ${.sibling}                   | 7
          ${parameters.${.which}}       | true
          ${parameters.size.${.part}}   | 768
          w=${parameters.size.width}    | "w=768"
          n=${parameters.nothing}       | "n=null"
          d=${parameters.draw}          | "d=true"
          """)
  void shouldFollowReferences(String written, String expected) {
    String yaml =
        """
        parameters:
          draw: true
          nothing: null
          size: {width: 768, half: "${calc:'arg_0 / 2', ${.width}}"}
          names: [a, b]
          labels: ${json:'{"k":"from json"}'}
        sibling: 7
        which: draw
        part: width
        v: HERE
        """;
    assertThat(Reading.valueOf(yaml.replace("HERE", written), Map.of())).isEqualTo(expected);
  }

  @Test
  void shouldCountDotsFromTheValueItself() {
    String yaml =
        """
        v:
          a: {x: "${..b}", y: "${.x}", z: "${...top}", list: ["${..y}", "${.[0]}"]}
          b: 2
        top: 3
        """;
    assertThat(Reading.valueOf(yaml, Map.of()))
        .isEqualTo("{a: {x: 2, y: 2, z: 3, list: [2, 2]}, b: 2}");
  }

  @Test
  void shouldReferToWhatTheMergedDocumentSays() {
    ConfigTree tree =
        ModuleFile.parse("m.yml", "a: 1\nv: ${a}", java.util.List.of("a=2"), Map.of());
    assertThat(tree.root().wholeNumber("v", 0, 9)).contains(2L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ${parameters.drow}   | refers to parameters.drow, but there is no parameters.drow. Did you mean "draw"?
          ${parametres.draw}   | refers to parametres.draw, but there is no parametres. Did you mean "parameters"?
          ${parameters.draw.x} | refers to parameters.draw.x, but there is no parameters.draw.x
          ${parameters.l[5]}   | refers to parameters.l[5], but there is no parameters.l[5]
          ${...x}              | the reference has more dots than there are levels above it
          x${parameters.l}     | a list cannot be a part of a text
          x${parameters}       | a map cannot be a part of a text
          ${v}                 | the references go in a circle: v -> v
          """)
  void shouldSayWhatAReferenceMisses(String written, String message) {
    String yaml = "parameters: {draw: true, l: [1]}\nv: " + written;
    assertThat(Reading.valueOf(yaml, Map.of())).isEqualTo(message);
  }

  @Test
  void shouldReportACircleOnceWhereItCloses() {
    assertThat(Reading.problemsOf("a: ${b}\nb: ${c.x}\nc: {x: \"${a}\"}\n"))
        .containsExactly("m.yml:1:4: a: the references go in a circle: a -> b -> c.x -> a");
  }

  @Test
  void shouldReportAMissingVariableWhereItIsWrittenAndOnce() {
    assertThat(Reading.problemsOf("a: ${b}\nb: ${oc.env:NONE}\nc: x${a}\n"))
        .containsExactly(
            "m.yml:2:4: b: the environment variable NONE is not set and has no default");
  }

  @Test
  void shouldReportEveryMissingVariableOfASubtree() {
    assertThat(Reading.problemsOf("a:\n  b: ${oc.env:X}\n  c: [\"${oc.env:Y}\"]\n"))
        .containsExactly(
            "m.yml:2:6: a.b: the environment variable X is not set and has no default",
            "m.yml:3:7: a.c[0]: the environment variable Y is not set and has no default");
  }

  @Test
  void shouldBoundTheLengthOfChains() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      yaml.append("k").append(i).append(": ${k").append(i + 1).append("}\n");
    }
    ConfigTree tree = Reading.tree(yaml.append("k5000: 1\n").toString());
    assertThat(tree.root().node("k0")).isEmpty();
    assertThat(Reading.lines(tree))
        .containsExactly("m.yml:51:6: k50: more than 50 references, one leading to the next");
  }

  @Test
  void shouldBoundWhatDoublesAgainAndAgain() {
    StringBuilder maps = new StringBuilder("k0: {a: 1, b: 2}\n");
    StringBuilder texts = new StringBuilder("k0: 0123456789\n");
    for (int i = 1; i < 40; i++) {
      maps.append("k%d: {a: \"${k%d}\", b: \"${k%d}\"}\n".formatted(i, i - 1, i - 1));
      texts.append("k%d: \"${k%d}${k%d}\"\n".formatted(i, i - 1, i - 1));
    }
    ConfigTree tree = Reading.tree(maps.toString());
    assertThat(tree.root().node("k39")).isEmpty();
    assertThat(tree.problems().list().getFirst().message())
        .isEqualTo("the references make more than 100000 values");
    assertThat(Reading.tree(texts.toString()).resolvedYaml())
        .contains("the text gets longer than 65536 characters");
  }

  @Test
  void shouldNotResolveWhatNobodyReads() {
    ConfigTree tree =
        Reading.tree("source: {disabled: {uri: \"${oc.env:SOURCE_URI}\"}, name: x}\n");
    Section source = tree.root().section("source");
    assertThat(source.text("name")).contains("x");
    source.skip("disabled");
    tree.root().finish();
    assertThat(Reading.lines(tree)).isEmpty();
  }

  @Test
  void shouldBoundTheNestingOfInterpolations() {
    assertThat(Reading.valueOf("v: " + "${".repeat(2_000), Map.of()))
        .isEqualTo("more than 50 interpolations in one another");
  }
}
