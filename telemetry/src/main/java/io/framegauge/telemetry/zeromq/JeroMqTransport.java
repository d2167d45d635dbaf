package io.framegauge.telemetry.zeromq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/// A socket of JeroMQ 0.6.0 with a context of its own and every guard that its decoder needs: an
/// unauthenticated peer could otherwise hang it with 18 bytes or end it with one frame header.
final class JeroMqTransport implements Transport {
  /// Largest frame that a server takes.
  static final int MAX_REQUEST_BYTES = 65_536;

  private static final Logger LOG = LoggerFactory.getLogger(JeroMqTransport.class);
  private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;

  /// What CURVE adds to a frame: a name, a nonce, a checksum, flags.
  private static final int CURVE_BYTES = 33;

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
  private final RareLog refusals;
  private Optional<Gate> gate = Optional.empty();
  private Endpoint endpoint;
  private int receiveMillis = -1;

  private JeroMqTransport(
      String name, SocketType type, Endpoint endpoint, Optional<PeerWatch> peer) {
    this.endpoint = endpoint;
    this.peer = peer;
    refusals = rareLog();
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
  static Transport router(String name, Endpoint endpoint, FrameRule rule, Access access) {
    JeroMqTransport transport =
        new JeroMqTransport(name, SocketType.ROUTER, endpoint, Optional.empty());
    transport.guard(name, rule, access);
    transport.socket.setRouterMandatory(true);
    transport.socket.setRcvHWM(REQUESTS_QUEUED);
    transport.socket.setSndHWM(ANSWERS_QUEUED);
    transport.socket.setSendTimeOut(SEND_MILLIS);
    return transport.bind();
  }

  /// A socket that sends to all who have subscribed; what is queued at the end still leaves.
  static Transport publisher(String name, Endpoint endpoint, FrameRule rule, Access access) {
    JeroMqTransport transport =
        new JeroMqTransport(name, SocketType.PUB, endpoint, Optional.empty());
    transport.guard(name, rule, access);
    transport.socket.setRcvHWM(REQUESTS_QUEUED);
    transport.socket.setSndHWM(RECORDS_QUEUED);
    transport.socket.setLinger(LAST_RECORDS_MILLIS);
    return transport.bind();
  }

  /// A socket that asks one server, with keys if the server has some.
  static Transport dealer(String name, Endpoint endpoint, Optional<ClientKeys> keys) {
    endpoint.address();
    PeerWatch peer = new PeerWatch(keys.isPresent());
    JeroMqTransport transport =
        new JeroMqTransport(name, SocketType.DEALER, endpoint, Optional.of(peer));
    transport.limit(MAX_ANSWER_BYTES, (frame, connection) -> {});
    transport.socket.setSendTimeOut(SEND_MILLIS);
    keys.ifPresent(given -> {
      transport.use(given.own());
      transport.socket.setCurveServerKey(z85(given.serverKey()));
    });
    peer.on(transport.socket);
    transport.socket.connect(endpoint.toString());
    return transport;
  }

  private void guard(String name, FrameRule rule, Access access) {
    switch (access) {
      case Access.Loopback loopback -> limit(MAX_REQUEST_BYTES, rule);
      case Access.Anyone anyone -> limit(MAX_REQUEST_BYTES, rule);
      case Access.Keys keys -> {
        limit(MAX_REQUEST_BYTES + CURVE_BYTES, rule);
        gate = Optional.of(Gate.open(name, context, keys, rareLog()));
        socket.setCurveServer(true);
        use(keys.server());
        socket.setEventHook(this::tellRefused, Greetings.EVENTS);
      }
    }
    socket.setHeartbeatIvl(HEARTBEAT_MILLIS);
    socket.setHeartbeatTimeout(HEARTBEAT_MILLIS);
    socket.setHeartbeatTtl(2 * HEARTBEAT_MILLIS);
    // Without keys nobody listens for this domain, so nobody is asked; but it makes JeroMQ refuse
    // ZMTP 1 and 2, whose frames do not pass the rule.
    socket.setZapDomain("framegauge");
  }

  /// One for each kind of refusal, so that no flood of one hides the other.
  private RareLog rareLog() {
    return new RareLog(
        line -> LOG.warn("{}={}: {}", endpoint.key(), endpoint, line), System::nanoTime);
  }

  private void use(KeyPair own) {
    socket.setCurvePublicKey(z85(own.publicKey()));
    socket.setCurveSecretKey(z85(own.secretKey()));
  }

  private static byte[] z85(String key) {
    return ZMQ.Curve.z85Decode(key);
  }

  /// Called by the I/O thread.
  private void tellRefused(ZEvent event) {
    switch (Greetings.failure(event)) {
      case MECHANISM -> refusals.say("refused a client without keys");
      case KEYS -> refusals.say("refused a client that has another server's key, or none");
      case NOT_ALLOWED, ENDED, NONE -> {
        // who is not allowed has been told by the gate
      }
    }
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
      throw new HistoryException(BindRefusal.message(endpoint), e);
    }
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
  public Optional<String> objection() {
    return peer.flatMap(PeerWatch::objection);
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
    gate.ifPresent(Gate::close);
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
