package io.framegauge.adapters.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class MessageSinkTest {
  private static final Duration TO_GO = Duration.ofMillis(300);

  private final ZContext context = new ZContext();
  private final ZMQ.Socket peer = context.createSocket(SocketType.REP);
  private final List<String> received = new ArrayList<>();

  @AfterEach
  void close() {
    context.close();
  }

  /// Takes a message if there is one, acknowledges it and goes.
  private boolean acknowledgeAndGo() {
    byte[] topic = received.isEmpty() ? peer.recv(ZMQ.DONTWAIT) : null;
    if (topic != null) {
      received.add(new String(topic, UTF_8));
      while (peer.hasReceiveMore()) {
        received.add(peer.recvStr());
      }
      peer.send(MessageSource.OK);
      peer.close();
      LockSupport.parkNanos(TO_GO.toNanos());
    }
    return false;
  }

  @Test
  void shouldReadWhatThePeerAcknowledgedBeforeItWent() {
    peer.setLinger(1000);
    int port = peer.bindToRandomPort("tcp://127.0.0.1");
    Endpoint endpoint = Endpoint.writer("req+connect:tcp://127.0.0.1:" + port);

    try (MessageSink sink =
        MessageSink.open("sink", endpoint, SinkSettings.DEFAULTS, this::acknowledgeAndGo)) {
      Delivery delivery =
          sink.send(new Envelope(List.of("camera".getBytes(UTF_8), "1".getBytes(UTF_8))), true);

      assertThat(received).containsExactly("camera", "1");
      assertThat(delivery).isEqualTo(Delivery.ACKNOWLEDGED);
    }
  }
}
