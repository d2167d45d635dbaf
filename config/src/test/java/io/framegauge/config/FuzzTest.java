package io.framegauge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is written in a file: values or problems, never another exception, never a hang.
class FuzzTest {
  private static final long BUDGET_NANOS = Long.getLong("fuzz.seconds", 2) * 1_000_000_000L;
  private static final int LEAST = 200;
  private static final Map<String, String> ENVIRONMENT =
      Map.of("A", "1", "B", "${c}", "J", "{\"x\": [1, {\"y\": null}]}", "E", "", "Q", "[1, 'a");
  private static final String[] PIECES =
      """
      ${|}|${oc.env:|${oc.decode:|${json:|${calc:|A|B|J|E|Q|'|"|,|, |: |:|⏎|⏎  |⏎    |- |[|]|{|}|
      &a |*a|<<: |? |> |# |%|@|!!int |!x |\\|\\${|$|.|..|a|b|c|a: |b: |c: |x.y|[0]|null|true|1_000|
      1e999|0x|**|//|arg_0|if|else|not |(|)|max(|---⏎|...⏎|⇥|␍⏎|␀|é|~|=| |9
      """
          .replace("\n", "")
          .replace('⏎', '\n')
          .replace('⇥', '\t')
          .replace('␍', '\r')
          .replace('␀', '\0')
          .concat("|\uFEFF|\u2028|\uD83D\uDE00|\uD83D")
          .split("\\|", -1);

  @Test
  void shouldTurnAnyTextIntoValuesOrProblems() {
    Random random = new Random(Long.getLong("fuzz.seed", 20_261_121L));
    long start = System.nanoTime();
    int documents = 0;
    int valid = 0;
    while (documents < LEAST || System.nanoTime() - start < BUDGET_NANOS) {
      String yaml = text(random);
      try {
        valid += read(yaml, text(random)) ? 1 : 0;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "document " + documents + ": " + Found.quote(yaml) + "\n" + yaml, e);
      }
      documents++;
    }
    assertThat(valid).isPositive();
  }

  /// Reads a document in every way there is; returns whether it had values that could be written
  /// and read again.
  private static boolean read(String yaml, String set) {
    ConfigTree tree = ModuleFile.parse("f.yml", yaml, List.of(), ENVIRONMENT);
    boolean valid = tree.problems().isEmpty() && !tree.root().keys().isEmpty();
    List<String> keys = List.copyOf(tree.root().keys());
    List<String> shown = shown(tree.root(), keys);
    valid &= tree.problems().isEmpty();
    if (valid) {
      ConfigTree again = ModuleFile.parse("r.yml", tree.resolvedYaml(), List.of(), ENVIRONMENT);
      assertThat(shown(again.root(), keys)).isEqualTo(shown);
      assertThat(again.problems().list()).isEmpty();
    }
    readTyped(ModuleFile.parse("f.yml", yaml, List.of("a." + set, "b=" + set), ENVIRONMENT));
    return valid;
  }

  private static List<String> shown(Section section, List<String> keys) {
    return keys.stream().map(k -> section.node(k).map(Reading::shown).orElse("null")).toList();
  }

  private static void readTyped(ConfigTree tree) {
    Section root = tree.root();
    for (String key : root.keys()) {
      root.text(key);
      root.wholeNumber(key, 0, 9);
      root.decimal(key, 0, 9);
      root.bool(key);
      root.textMap(key);
      root.section(key).keys().forEach(root.section(key)::node);
      root.sections(key).forEach(Section::finish);
      root.variableOf(key);
      root.problem(key, "seen");
    }
    root.finish();
    assertThat(tree.resolvedYaml()).endsWith("\n");
    for (Problem problem : tree.problems().list()) {
      assertThat(problem.toString().chars()).noneMatch(Character::isISOControl);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    String[] starts = {"a: ", "a: \"", "a: '", "", "b: 1\na: "};
    text.append(starts[random.nextInt(starts.length)]);
    int length = random.nextInt(25);
    for (int i = 0; i < length; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.append(random.nextBoolean() ? "\"" : "").toString();
  }
}
