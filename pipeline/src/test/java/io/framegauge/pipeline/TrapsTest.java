package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps the table of traps true: each trap has a row, each test that it names exists, and a row
/// without a test says why.
class TrapsTest {
  private static final int TRAPS = 63;
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\|([^|]+)\\|([^|]*)\\|([^|]*)\\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

  private record Row(int number, String tests, String uncovered) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    Matcher matcher = ROW.matcher(Files.readString(Path.of("TRAPS.md")));
    while (matcher.find()) {
      rows.add(
          new Row(Integer.parseInt(matcher.group(1)), matcher.group(3), matcher.group(4).strip()));
    }
    return rows;
  }

  @Test
  void shouldHaveARowForEveryTrap() throws IOException {
    assertThat(rows())
        .extracting(Row::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, TRAPS).boxed().toList());
  }

  @Test
  void shouldNameOnlyTestsThatExist() throws IOException {
    for (Row row : rows()) {
      Matcher test = TEST.matcher(row.tests());
      while (test.find()) {
        assertThat(source(test.group(1)))
            .as("trap %s: %s", row.number(), test.group())
            .contains("void " + test.group(2) + "(");
      }
    }
  }

  @Test
  void shouldSayWhyThereIsNoTest() throws IOException {
    assertThat(rows()).allMatch(row -> row.tests().contains("`") || !row.uncovered().isEmpty());
  }

  private static String source(String testClass) throws IOException {
    for (String module : List.of("pipeline", "telemetry", "adapters")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
        List<Path> found = files.filter(file -> file.endsWith(testClass + ".java")).toList();
        if (!found.isEmpty()) {
          return Files.readString(found.getFirst());
        }
      }
    }
    throw new AssertionError("no test class " + testClass);
  }
}
