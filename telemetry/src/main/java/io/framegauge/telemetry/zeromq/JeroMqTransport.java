package io.framegauge.telemetry.zeromq;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/// The sockets of the history, each a [GuardedSocket] with the limits and the keys it needs.
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

  private final GuardedSocket guarded;
  private final ZMQ.Socket socket;
  private final RareLog refusals;
  private Optional<Gate> gate = Optional.empty();
  private Endpoint endpoint;

  private JeroMqTransport(String name, SocketType type, Endpoint endpoint) {
    this.endpoint = endpoint;
    refusals = rareLog();
    guarded = new GuardedSocket(name, type);
    socket = guarded.socket();
    socket.setIPv6(endpoint.isIpv6());
  }

  /// A socket that answers many peers.
  static Transport router(String name, Endpoint endpoint, FrameRule rule, Access access) {
    JeroMqTransport transport = new JeroMqTransport(name, SocketType.ROUTER, endpoint);
    transport.guard(name, rule, access);
    transport.socket.setRouterMandatory(true);
    transport.socket.setRcvHWM(REQUESTS_QUEUED);
    transport.socket.setSndHWM(ANSWERS_QUEUED);
    transport.socket.setSendTimeOut(SEND_MILLIS);
    return transport.bind();
  }

  /// A socket that sends to all who have subscribed; what is queued at the end still leaves.
  static Transport publisher(String name, Endpoint endpoint, FrameRule rule, Access access) {
    JeroMqTransport transport = new JeroMqTransport(name, SocketType.PUB, endpoint);
    transport.guard(name, rule, access);
    transport.socket.setRcvHWM(REQUESTS_QUEUED);
    transport.socket.setSndHWM(RECORDS_QUEUED);
    transport.socket.setLinger(LAST_RECORDS_MILLIS);
    return transport.bind();
  }

  /// A socket that asks one server, with keys if the server has some.
  static Transport dealer(String name, Endpoint endpoint, Optional<ClientKeys> keys) {
    endpoint.address();
    JeroMqTransport transport = new JeroMqTransport(name, SocketType.DEALER, endpoint);
    transport.guarded.limit(MAX_ANSWER_BYTES, (frame, connection) -> {});
    transport.socket.setSendTimeOut(SEND_MILLIS);
    keys.ifPresent(given -> {
      transport.use(given.own());
      transport.socket.setCurveServerKey(z85(given.serverKey()));
    });
    transport.guarded.connect(endpoint.toString(), new PeerWatch(keys.isPresent()));
    return transport;
  }

  private void guard(String name, FrameRule rule, Access access) {
    if (access instanceof Access.Keys keys) {
      guarded.limit(MAX_REQUEST_BYTES + CURVE_BYTES, rule);
      gate = Optional.of(Gate.open(name, guarded.context(), keys, rareLog()));
      socket.setCurveServer(true);
      use(keys.server());
      socket.setEventHook(this::tellRefused, Greetings.EVENTS);
    } else {
      guarded.limit(MAX_REQUEST_BYTES, rule);
    }
    guarded.heartbeat();
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
    return guarded.awaitPeer(timeoutMillis);
  }

  @Override
  public Optional<String> objection() {
    return guarded.objection();
  }

  @Override
  public List<byte[]> receive(int timeoutMillis) {
    return guarded.receive(timeoutMillis);
  }

  @Override
  public boolean send(List<byte[]> frames) {
    return guarded.send(frames);
  }

  @Override
  public void tend() {
    socket.getEvents();
  }

  @Override
  public boolean failed() {
    return guarded.failed();
  }

  @Override
  public void close() {
    guarded.closeSocket();
    gate.ifPresent(Gate::close);
    guarded.close();
  }
}
