package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that are broken at random: read in this process, and sent by libzmq.
@Timeout(120)
class QueryFuzzTest {
  private static final Duration BUDGET = Duration.ofSeconds(4);
  private static final int REQUESTS = 400_000;
  private static final List<String> SEEDS =
      List.of(
          "{\"query\":\"info\"}",
          "{\"query\":\"latest\",\"count\":10,\"before_id\":43}",
          "{\"query\":\"newer_than\",\"id\":41,\"limit\":100}",
          "{\"query\":\"window\",\"from_ms\":0,\"to_ms\":2000,\"limit\":9,\"before_id\":7}");
  private static final List<String> PIECES =
      List.of("{", "}", "[", "]", "\"", ":", ",", "-", "0", "1e9", "null", "\\u0000", "\\", "é");

  /// Either a query, and then one whose text is read as the same again, or the one exception that
  /// becomes an answer.
  @Test
  void shouldReadOrRefuseWhateverComes() {
    Random random = new Random(4);
    long deadline = System.nanoTime() + BUDGET.toNanos();
    int understood = 0;
    int refused = 0;
    while (understood + refused < REQUESTS && System.nanoTime() - deadline < 0) {
      byte[] request = broken(random);
      try {
        Query query = QueryJson.read(request);
        assertThat(QueryJson.read(QueryJson.write(query))).isEqualTo(query);
        understood++;
      } catch (BadRequest e) {
        assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(300);
        refused++;
      }
    }
    assertThat(understood).isGreaterThan(100);
    assertThat(refused).isGreaterThan(100);
  }

  private static byte[] broken(Random random) {
    byte[] text = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(text.length + 1);
      int end = Math.min(text.length, at + random.nextInt(4));
      byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(3) == 0) {
        random.nextBytes(piece);
      }
      text =
          RawPeer.concat(
              Arrays.copyOf(text, at), piece, Arrays.copyOfRange(text, end, text.length));
    }
    return text;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldAnswerWhateverLibzmqSends(int seed) {
    try (HistoryServer server =
            HistoryServer.start(
                "tcp://127.0.0.1:*", MemoryHistory.of(50, 100), () -> MemoryHistory.info("r1"));
        Python fuzz = Python.start("fuzz.py", server.endpoint(), Integer.toString(seed), "4000")) {
      String[] counts = fuzz.line().split(" ", 2);
      assertThat(Integer.parseInt(counts[0]) + Integer.parseInt(counts[1])).isEqualTo(4000);
      assertThat(Integer.parseInt(counts[1])).isGreaterThan(100);
    }
  }
}
