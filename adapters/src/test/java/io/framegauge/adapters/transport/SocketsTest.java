package io.framegauge.adapters.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SocketsTest {
  private static final String UNKNOWN = "no.such.host.invalid:5555";

  private static List<String> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(thread -> thread.startsWith(name))
        .toList();
  }

  @Test
  void shouldRefuseToSendToAHostThatIsNotKnownAndLeaveNoSocket() {
    assertThatThrownBy(() ->
            MessageSink.open(
                "unknown-sink",
                Endpoint.writer("req+connect:tcp://" + UNKNOWN),
                SinkSettings.DEFAULTS,
                () -> false))
        .isInstanceOf(EndpointException.class)
        .hasMessage("the host is not known: req+connect:tcp://" + UNKNOWN);
    assertThat(threads("unknown-sink")).isEmpty();
  }

  @Test
  void shouldRefuseToReceiveFromAHostThatIsNotKnownAndLeaveNoSocket() {
    assertThatThrownBy(() ->
            MessageSource.open(
                "unknown-source",
                Endpoint.reader("sub+connect:tcp://" + UNKNOWN),
                SourceSettings.DEFAULTS))
        .isInstanceOf(EndpointException.class)
        .hasMessage("the host is not known: sub+connect:tcp://" + UNKNOWN);
    assertThat(threads("unknown-source")).isEmpty();
  }
}
