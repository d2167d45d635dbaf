package io.framegauge.telemetry.zeromq;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/// A socket of JeroMQ 0.6.0 with a context of its own and every guard that its decoder needs: an
/// unauthenticated peer could otherwise hang it with 18 bytes or end it with one frame header.
final class JeroMqTransport implements Transport {
  /// Largest frame that a server takes.
  static final int MAX_REQUEST_BYTES = 65_536;

  private static final Logger LOG = LoggerFactory.getLogger(JeroMqTransport.class);
  private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;
  private static final int REQUESTS_QUEUED = 8;
  private static final int ANSWERS_QUEUED = 16;
  private static final int RECORDS_QUEUED = 1000;
  private static final int SEND_MILLIS = 20;
  private static final int LAST_RECORDS_MILLIS = 500;
  private static final int CLOSE_MILLIS = 2000;
  private static final int HANDSHAKE_MILLIS = 2000;
  private static final int HEARTBEAT_MILLIS = 30_000;

  private final IoThreads threads;
  private final ZContext context;
  private final ZMQ.Socket socket;
  private final Optional<PeerWatch> peer;
  private Endpoint endpoint;
  private int receiveMillis = -1;

  private JeroMqTransport(
      String name, SocketType type, Endpoint endpoint, Optional<PeerWatch> peer) {
    this.endpoint = endpoint;
    this.peer = peer;
    threads = new IoThreads(name);
    context = new ZContext(1);
    context.setThreadFactor(threads::create);
    context.setNotificationExceptionHandler((thread, failure) -> threads.survived(failure));
    socket = context.createSocket(type);
    socket.setIPv6(endpoint.isIpv6());
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    socket.setTCPKeepAlive(1);
    socket.setLinger(0);
  }

  /// A socket that answers many peers.
  static Transport router(String name, Endpoint endpoint, FrameRule rule) {
    JeroMqTransport transport =
        new JeroMqTransport(name, SocketType.ROUTER, endpoint, Optional.empty());
    transport.guard(rule);
    transport.socket.setRouterMandatory(true);
    transport.socket.setRcvHWM(REQUESTS_QUEUED);
    transport.socket.setSndHWM(ANSWERS_QUEUED);
    transport.socket.setSendTimeOut(SEND_MILLIS);
    return transport.bind();
  }

  /// A socket that sends to all who have subscribed; what is queued at the end still leaves.
  static Transport publisher(String name, Endpoint endpoint, FrameRule rule) {
    JeroMqTransport transport =
        new JeroMqTransport(name, SocketType.PUB, endpoint, Optional.empty());
    transport.guard(rule);
    transport.socket.setRcvHWM(REQUESTS_QUEUED);
    transport.socket.setSndHWM(RECORDS_QUEUED);
    transport.socket.setLinger(LAST_RECORDS_MILLIS);
    return transport.bind();
  }

  /// A socket that asks one server.
  static Transport dealer(String name, Endpoint endpoint) {
    endpoint.address();
    PeerWatch peer = new PeerWatch();
    JeroMqTransport transport =
        new JeroMqTransport(name, SocketType.DEALER, endpoint, Optional.of(peer));
    transport.limit(MAX_ANSWER_BYTES, (frame, connection) -> {});
    transport.socket.setSendTimeOut(SEND_MILLIS);
    peer.on(transport.socket);
    transport.socket.connect(endpoint.toString());
    return transport;
  }

  private void guard(FrameRule rule) {
    limit(MAX_REQUEST_BYTES, rule);
    socket.setHeartbeatIvl(HEARTBEAT_MILLIS);
    socket.setHeartbeatTimeout(HEARTBEAT_MILLIS);
    socket.setHeartbeatTtl(2 * HEARTBEAT_MILLIS);
    // Nobody listens for this domain, so nobody is asked; but it makes JeroMQ refuse ZMTP 1 and 2,
    // whose frames do not pass the rule.
    socket.setZapDomain("framegauge");
  }

  /// A size below zero passes JeroMQ's own check and then hangs its I/O thread.
  private void limit(int maxBytes, FrameRule rule) {
    socket.setMaxMsgSize(maxBytes);
    socket.setMsgAllocator(size -> new GuardedFrame(size < 0 || size > maxBytes ? 0 : size, rule));
  }

  private JeroMqTransport bind() {
    try {
      socket.bind(endpoint.toString());
      String bound = socket.getLastEndpoint();
      endpoint = endpoint.withPort(Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1)));
      return this;
    } catch (ZMQException e) {
      close();
      throw new HistoryException(refused(endpoint), e);
    }
  }

  /// JeroMQ calls every failure "address in use"; the JDK tells what it was.
  private static String refused(Endpoint endpoint) {
    String reason = "Address already in use";
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(endpoint.address());
    } catch (IOException e) {
      reason = String.valueOf(e.getMessage());
    }
    String shown = endpoint.key() + "=" + endpoint;
    String settings =
        " with parameters.telemetry.history_server."
            + endpoint.key()
            + " or HISTORY_"
            + endpoint.key().toUpperCase(Locale.ROOT);
    return reason.startsWith("Address already in use")
        ? "port already in use: "
            + shown
            + ". Stop the program that listens there, or choose another port"
            + settings
            + " (port 0 takes any free one)"
        : "cannot listen (" + reason + "): " + shown + ". Choose another address" + settings;
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public boolean awaitPeer(int timeoutMillis) {
    if (peer.isEmpty() || peer.get().await(timeoutMillis)) {
      return true;
    }
    if (peer.get().startAnew()) {
      socket.disconnect(endpoint.toString());
      socket.connect(endpoint.toString());
    }
    return false;
  }

  @Override
  public List<byte[]> receive(int timeoutMillis) {
    if (timeoutMillis != receiveMillis) {
      socket.setReceiveTimeOut(timeoutMillis);
      receiveMillis = timeoutMillis;
    }
    List<byte[]> frames = new ArrayList<>();
    try {
      byte[] frame = socket.recv();
      while (frame != null) {
        frames.add(frame);
        frame = socket.hasReceiveMore() ? socket.recv() : null;
      }
    } catch (ZMQException e) {
      if (e.getErrorCode() != ZMQ.Error.EINTR.getCode()) {
        throw e;
      }
      // JeroMQ has taken the interrupt away
      Thread.currentThread().interrupt();
    }
    return frames;
  }

  @Override
  public boolean send(List<byte[]> frames) {
    int last = frames.size() - 1;
    try {
      for (int i = 0; i <= last; i++) {
        if (!socket.send(frames.get(i), i < last ? ZMQ.SNDMORE : 0)) {
          return false;
        }
      }
      return true;
    } catch (ZMQException e) {
      if (e.getErrorCode() == ZMQ.Error.EHOSTUNREACH.getCode()) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void tend() {
    socket.getEvents();
  }

  @Override
  public boolean failed() {
    return threads.failed();
  }

  @Override
  public void close() {
    socket.close();
    // Terminating waits for the I/O thread; should that be stuck, it must not hold up the module.
    Thread closing = Thread.ofPlatform().daemon().name("framegauge-zeromq-close").start(this::term);
    try {
      if (!closing.join(Duration.ofMillis(CLOSE_MILLIS))) {
        LOG.warn("ZeroMQ did not close within {} ms: endpoint={}", CLOSE_MILLIS, endpoint);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void term() {
    try {
      context.close();
      threads.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("ZeroMQ did not close cleanly: endpoint={}", endpoint, e);
    }
  }
}
