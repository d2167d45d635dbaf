package io.framegauge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The language of `${…}`; OmegaConf's results are those of running it.
class InterpolationTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "NAME", "lobby",
          "PORT", "9000",
          "EMPTY", "",
          "WHICH", "NAME",
          "SECRET", "hidden",
          "NESTED", "${oc.env:SECRET}",
          "EVIL", "x\nevil: true",
          "JSON", "{\"a\": \"${oc.env:SECRET}\"}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ${oc.env:NAME}                                | "lobby"
          ${ oc.env: NAME }                             | "lobby"
          ${oc.env:NAME, other}                         | "lobby"
          ${oc.env:NAME,other}                          | "lobby"
          ${oc.env:'NAME'}                              | "lobby"
          ${oc.env:${oc.env:WHICH}}                     | "lobby"
          ${oc.env:PORT}                                | "9000"
          ${oc.env:NONE, 8080}                          | "8080"
          ${oc.env:NONE, 0x10}                          | "0x10"
          ${oc.env:NONE, true}                          | "true"
          ${oc.env:NONE, null}                          | null
          ${oc.env:NONE, 'null'}                        | "null"
          ${oc.env:NONE, ''}                            | ""
          ${oc.env:NONE,}                               | ""
          ${oc.env:EMPTY, used}                         | "used"
          ${oc.env:NONE, 'tcp://127.0.0.1:5557'}        | "tcp://127.0.0.1:5557"
          ${oc.env:NONE, tcp://127.0.0.1:5557}          | "tcp://127.0.0.1:5557"
          ${oc.env:NONE, "a, b"}                        | "a, b"
          ${oc.env:NONE, a\\, b}                        | "a, b"
          ${oc.env:NONE, it's}                          | "it's"
          ${oc.env:NONE, 'it\\'s'}                      | "it's"
          ${oc.env:NONE, {"a": "b,c"}}                  | "{"a": "b,c"}"
          ${oc.env:NONE, ${oc.env:NAME}}                | "lobby"
          ${oc.env:NONE, ${oc.env:NONE, deep}}          | "deep"
          ${oc.env:NONE, cam-${oc.env:NAME}-x}          | "cam-lobby-x"
          ${oc.env:NONE, 'cam ${oc.env:NAME}'}          | "cam lobby"
          ${oc.env:NAME, ${oc.env:NONE}}                | "lobby"
          cam-${oc.env:NAME}:${oc.env:PORT}/            | "cam-lobby:9000/"
          ${oc.env:NAME}${oc.env:PORT}                  | "lobby9000"
          \\${oc.env:NAME}                              | "${oc.env:NAME}"
          a\\${b}${oc.env:NAME}                         | "a${b}lobby"
          \\\\${oc.env:NAME}                            | "\\lobby"
          \\\\\\${oc.env:NAME}                          | "\\${oc.env:NAME}"
          C:\\x ${oc.env:NAME}                          | "C:\\x lobby"
          costs $5 {x}                                  | "costs $5 {x}"
          ${oc.env:NESTED}                              | "${oc.env:SECRET}"
          a ${oc.env:NESTED}                            | "a ${oc.env:SECRET}"
          ${oc.decode:${oc.env:NESTED}}                 | "${oc.env:SECRET}"
          ${oc.decode:"[${oc.env:NESTED}]"}             | ["${oc.env:SECRET}"]
          ${json:${oc.env:JSON}}                        | {a: "${oc.env:SECRET}"}
          """)
  void shouldResolve(String written, String expected) {
    String quoted = "'" + written.replace("'", "''") + "'";
    assertThat(Reading.valueOf("v: " + quoted, ENVIRONMENT)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          null        | null
          NULL        | null
          true        | true
          False       | false
          10          | 10
          -5          | -5
          +7          | 7
          0           | 0
          1_000       | 1000
          ` 10 `      | 10
          08          | "08"
          yes         | "yes"
          0x10        | "0x10"
          0.5         | 0.5
          1.0         | 1.0
          .5          | 0.5
          5.          | 5.0
          1e3         | 1000.0
          1_0.5_5     | 10.55
          inf         | .inf
          -Inf        | -.inf
          nan         | .nan
          abc def     | "abc def"
          a: b        | "a: b"
          'x y'       | "x y"
          "a\\"b"     | "a"b"
          [1, a, null]      | [1, "a", null]
          []                | []
          {a: 1, b: [x, y]} | {a: 1, b: ["x", "y"]}
          {'a b': "c,d"}    | {a b: "c,d"}
          {}                | {}
          """)
  void shouldDecodeLikeOmegaConf(String text, String expected) {
    assertThat(Reading.valueOf("v: ${oc.decode:${oc.env:X}}", Map.of("X", text)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1, 2    | cannot be decoded: expected "," or "]", at character 6 (found "[1, 2", from the environment variable X)
          [1,]     | cannot be decoded: expected a value after ",", at character 4 (found "[1,]", from the environment variable X)
          {a 1}    | cannot be decoded: expected ":" after the key "a 1", at character 5 (found "{a 1}", from the environment variable X)
          {a: 1, a: 2} | cannot be decoded: duplicate key "a", at character 12 (found "{a: 1, a: 2}", from the environment variable X)
          'abc     | cannot be decoded: the text in quotes does not end, at character 5 (found "'abc", from the environment variable X)
          [1] x    | cannot be decoded: text after the end, at character 5 (found "[1] x", from the environment variable X)
          """)
  void shouldSayWhyTextCannotBeDecoded(String text, String message) {
    assertThat(Reading.valueOf("v: ${oc.decode:${oc.env:X}}", Map.of("X", text)))
        .isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": "b"}          | {a: "b"}
          {"n": 1, "f": 1.5}  | {n: 1, f: 1.5}
          [1,2]               | [1, 2]
          5                   | 5
          -1e3                | -1000.0
          "abc"               | "abc"
          null                | null
          true                | true
          {}                  | {}
          {"a\\u00e9": "\\n"} | {aé: "⏎"}
          """)
  void shouldReadJson(String text, String expected) {
    assertThat(Reading.valueOf("v: ${json:${oc.env:X}}", Map.of("X", text)))
        .isEqualTo(expected.replace('⏎', '\n'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1,}          | not valid JSON: expected name at line 1 column 10 (in $.a)
          {"a": 1            | not valid JSON: end of input at line 1 column 8 (in $.a)
          {'a': 1}           | not valid JSON: malformed at line 1 column 3 (in $.)
          {"a": 1} x         | not valid JSON: malformed at line 1 column 11 (in $)
          {"a": 1, "a": 2}   | not valid JSON: duplicate key "a"
          abc                | not valid JSON: malformed at line 1 column 1 (in $)
          NaN                | not valid JSON: malformed at line 1 column 1 (in $)
          True               | not valid JSON: malformed at line 1 column 1 (in $)
          01                 | not valid JSON: malformed at line 1 column 1 (in $)
          """)
  void shouldSayWhyTextIsNotJson(String text, String message) {
    String found = "\"" + text.replace("\"", "\\\"") + "\"";
    assertThat(Reading.valueOf("v: ${json:${oc.env:X}}", Map.of("X", text)))
        .isEqualTo(message + " (found " + found + ", from the environment variable X)");
  }

  @Test
  void shouldKeepLineBreaksOfAVariableInsideItsValue() {
    assertThat(Reading.valueOf("v: ${oc.env:EVIL}", ENVIRONMENT)).isEqualTo("\"x\nevil: true\"");
    assertThat(Reading.tree("v: ${oc.env:EVIL}", ENVIRONMENT).root().keys()).containsOnly("v");
  }

  @Test
  void shouldPassNullThroughDecodeAndJson() {
    assertThat(Reading.valueOf("v: ${oc.decode:null}", Map.of())).isEqualTo("null");
    assertThat(Reading.valueOf("v: ${json:null}", Map.of())).isEqualTo("null");
    assertThat(Reading.valueOf("v: ${json:${oc.env:X, null}}", Map.of())).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ${oc.env:NONE}      | the environment variable NONE is not set and has no default
          ${oc.env:EMPTY}     | the environment variable EMPTY is empty and has no default
          ${oc.env:A, b, c}   | oc.env takes a name and a default: arguments=3
          ${oc.env:}          | oc.env needs the name of an environment variable (found "")
          ${oc.env:A B}       | oc.env needs the name of an environment variable (found "A B")
          ${oc.env:NAME       | no "}" closes "${oc.env:NAME"
          ${}                 | names no key: "${}"
          ${.}                | names no key: "${.}"
          ${oc.evn:X}         | unknown resolver "oc.evn". Did you mean "oc.env"?
          ${env:X}            | unknown resolver "env". Did you mean "oc.env"?
          ${oc.decode:a, b}   | oc.decode takes one argument: arguments=2
          ${oc.env:'a' b}     | expected "," or "}" after a text in quotes (found "b}")
          ${a b:x}            | expected the name of a resolver before ":" (found "${a b:")
          ${SOURCE_URI}       | refers to SOURCE_URI, but there is no SOURCE_URI. An environment variable is written ${oc.env:SOURCE_URI}
          ${json:abc}         | not valid JSON: malformed at line 1 column 1 (in $) (found "abc")
          """)
  void shouldSayWhatIsWrong(String written, String message) {
    assertThat(Reading.valueOf("v: " + written, ENVIRONMENT)).isEqualTo(message);
  }

  @Test
  void shouldHideTheValueOfASecretVariable() {
    assertThat(Reading.valueOf("v: ${json:${oc.env:API_TOKEN}}", Map.of("API_TOKEN", "abc")))
        .isEqualTo(
            "not valid JSON: malformed at line 1 column 1 (in $)"
                + " (found ***, from the environment variable API_TOKEN)");
  }
}
