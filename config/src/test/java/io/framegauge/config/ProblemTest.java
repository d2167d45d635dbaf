package io.framegauge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void shouldShowEachDetailOnALineOfItsOwn() {
    Problem problem =
        new Problem(
            new Position("m.yml", 3, 5), "a.b", "refused\nhere", List.of("one", "  \u001b[1mtwo"));

    assertThat(problem).hasToString("m.yml:3:5: a.b: refused\\nhere\none\n  \\u001B[1mtwo");
  }
}
