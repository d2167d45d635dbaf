package io.framegauge.adapters.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "tcp://127.0.0.1:5555, router+bind:tcp://127.0.0.1:5555",
    "sub+connect:tcp://camera:1, sub+connect:tcp://camera:1",
    "rep+bind:tcp://*:65535, rep+bind:tcp://*:65535",
    "router+bind:tcp://127.0.0.1:0, router+bind:tcp://127.0.0.1:*"
  })
  void shouldReadAnEndpointOfAReader(String text, String shown) {
    assertThat(Endpoint.reader(text)).hasToString(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://127.0.0.1:5555, dealer+bind:tcp://127.0.0.1:5555",
    "pub+bind:tcp://127.0.0.1:5555:camera-1, pub+bind:tcp://127.0.0.1:5555:camera-1",
    "req+connect:tcp://host.example:80, req+connect:tcp://host.example:80"
  })
  void shouldReadAnEndpointOfAWriter(String text, String shown) {
    assertThat(Endpoint.writer(text)).hasToString(shown);
  }

  @Test
  void shouldKnowTheSource() {
    assertThat(Endpoint.writer("dealer+connect:tcp://h:1:a:b").source())
        .isEqualTo(Optional.of("a:b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "pub+bind:tcp://h:1;the type of a socket that reads must be one of sub, router, rep:"
            + " pub+bind:tcp://h:1",
        "rep+listen:tcp://h:1;must be bind or connect behind the +: rep+listen:tcp://h:1",
        "rep+bind:tcp://h:1:camera;a source is for sockets that write only: rep+bind:tcp://h:1:camera",
        "rep+bind:tcp://h:70000;the port must be 1 to 65535 (or 0 to bind any):"
            + " rep+bind:tcp://h:70000",
        "rep+connect:tcp://h:0;the port must be 1 to 65535 (or 0 to bind any): rep+connect:tcp://h:0",
        "rep+connect:tcp://*:1;must name the host to connect to: rep+connect:tcp://*:1",
        "rep+bind:ipc:///tmp/x;ipc:// is not supported (JeroMQ's ipc is TCP underneath and does not"
            + " talk to other ZeroMQ libraries), use tcp://HOST:PORT: rep+bind:ipc:///tmp/x",
        "camera;must have the form [TYPE+bind|connect:]tcp://HOST:PORT, such as"
            + " router+bind:tcp://127.0.0.1:5555: camera"
      })
  void shouldRefuseWhatIsNoEndpointOfAReader(String text, String message) {
    assertThatThrownBy(() -> Endpoint.reader(text))
        .isInstanceOf(EndpointException.class)
        .hasMessage(message);
  }

  @Test
  void shouldRefuseAReaderWhereAWriterIsWanted() {
    assertThatThrownBy(() -> Endpoint.writer("sub+bind:tcp://h:1"))
        .hasMessage(
            "the type of a socket that writes must be one of pub, dealer, req: sub+bind:tcp://h:1");
  }
}
