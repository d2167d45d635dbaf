package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Our client and a server that is libzmq, without keys; with keys see [CurveTest].
@Timeout(60)
class ForeignServerTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @Test
  void shouldReadTheAnswerOfAServerOfLibzmq() {
    String record = HistoryJson.write(MemoryHistory.record(52, 1));
    String answer =
        "{\"pipeline_name\":\"p\",\"run\":\"r\",\"oldest_id\":5,\"newest_id\":52,\"gap\":true,"
            + "\"more\":true,\"records\":["
            + record
            + "]}";
    try (Python python = Python.start("serve.py", answer);
        HistoryClient client = HistoryClient.connect(python.line(), DEADLINE)) {
      HistoryAnswer read = client.window(1, 2, 3, 4);
      assertThat(read.page().records()).isEqualTo(List.of(MemoryHistory.record(52, 1)));
      assertThat(read.page().gap()).isTrue();
      assertThat(python.line())
          .isEqualTo(
              "{\"query\":\"window\",\"from_ms\":1,\"to_ms\":2,\"limit\":3,\"before_id\":4}");
      assertThat(client.newerThan(-1, 5).run()).isEqualTo("r");
      assertThat(python.line()).isEqualTo("{\"query\":\"newer_than\",\"id\":-1,\"limit\":5}");
    }
  }

  @Test
  void shouldTellThatAnAnswerIsNone() {
    try (Python python = Python.start("serve.py", "[]");
        HistoryClient client = HistoryClient.connect(python.line(), DEADLINE)) {
      assertThatThrownBy(client::info)
          .isInstanceOf(HistoryException.class)
          .hasMessage(
              "the answer is not a history answer: must be an object, found BEGIN_ARRAY: $");
    }
  }
}
