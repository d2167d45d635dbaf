package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.pipeline.ModuleConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private static Addresses of(String web, String history, String stream) {
    Map<String, String> environment =
        Map.of(
            "WEBSERVER_PORT", web,
            "HISTORY_ENDPOINT", history,
            "HISTORY_STREAM_ENDPOINT", stream);
    return Addresses.of(
        ModuleConfig.ofText(ModuleConfig.defaultTree(environment), "test", "").telemetry());
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void shouldNameAllPortsInUseAtOnceAndHowToChangeThem() throws IOException {
    try (ServerSocket web = listening();
        ServerSocket stream = listening()) {
      Addresses addresses =
          of(
              "" + web.getLocalPort(),
              "tcp://127.0.0.1:*",
              "tcp://127.0.0.1:" + stream.getLocalPort());
      assertThatThrownBy(addresses::requireFree)
          .isInstanceOf(PortsInUseException.class)
          .hasMessage(
              "ports already in use: 127.0.0.1:"
                  + web.getLocalPort()
                  + " (metrics: parameters.telemetry.web.port or WEBSERVER_PORT), 127.0.0.1:"
                  + stream.getLocalPort()
                  + " (stream: parameters.telemetry.history_server.stream_endpoint or"
                  + " HISTORY_STREAM_ENDPOINT). Stop the program that listens there, or choose"
                  + " others with these settings or variables (port 0 takes any free one)");
    }
  }

  @Test
  void shouldAcceptFreePorts() throws IOException {
    int free;
    try (ServerSocket socket = listening()) {
      free = socket.getLocalPort();
    }
    assertThatCode(of("0", "tcp://127.0.0.1:" + free, "tcp://[::1]:*")::requireFree)
        .doesNotThrowAnyException();
  }

  @Test
  void shouldReadIpv6Endpoints() {
    assertThat(of("0", "tcp://[::1]:5557", "tcp://localhost:0").all())
        .extracting(Addresses.Address::hostAndPort)
        .containsExactly("127.0.0.1:0", "[::1]:5557", "localhost:0");
  }
}
