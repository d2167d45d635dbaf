package io.framegauge.telemetry.zeromq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/// A socket of JeroMQ 0.6.0 with a context of its own and the guards that its decoder needs: an
/// unauthenticated peer could otherwise hang it with 18 bytes or end it with one frame header.
///
/// One thread at a time. Before it is bound or connected it has to be given its limits.
public final class GuardedSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedSocket.class);
  private static final int CLOSE_MILLIS = 2000;
  private static final int HANDSHAKE_MILLIS = 2000;
  private static final int HEARTBEAT_MILLIS = 30_000;

  private final String name;
  private final IoThreads threads;
  private final ZContext context;
  private final ZMQ.Socket socket;
  private final AtomicLong connections = new AtomicLong();
  private Optional<PeerWatch> peer = Optional.empty();
  private String address = "";
  private boolean connected;
  private int receiveMillis = -1;

  /// @param name of its threads, and in log lines
  public GuardedSocket(String name, SocketType type) {
    this.name = name;
    threads = new IoThreads(name);
    context = new ZContext(1);
    context.setThreadFactor(threads::create);
    context.setNotificationExceptionHandler((thread, failure) -> threads.survived(failure));
    socket = context.createSocket(type);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    socket.setTCPKeepAlive(1);
    socket.setLinger(0);
  }

  /// The socket itself, for its options; what is read and written goes through this.
  public ZMQ.Socket socket() {
    return socket;
  }

  ZContext context() {
    return context;
  }

  /// Bounds what a peer can make this process hold: a larger frame ends the connection, more frames
  /// of one message are passed over, so that what is left of it has one more than `maxFrames`.
  public void limit(int maxBytes, int maxFrames) {
    limit(maxBytes, new RequestRule(maxFrames));
    // JeroMQ refuses ZMTP 1 and 2, whose frames do not pass the rule, when there is a domain;
    // nobody listens for it, so nobody is asked.
    socket.setZapDomain("framegauge");
  }

  /// A size below zero passes JeroMQ's own check and then hangs its I/O thread.
  void limit(int maxBytes, FrameRule rule) {
    socket.setMaxMsgSize(maxBytes);
    socket.setMsgAllocator(size -> new GuardedFrame(size < 0 || size > maxBytes ? 0 : size, rule));
  }

  /// Ends connections whose peer is silent, also when no packet tells of its end.
  public void heartbeat() {
    heartbeat(HEARTBEAT_MILLIS);
  }

  /// Ends connections whose peer is silent for some time.
  public void heartbeat(int millis) {
    socket.setHeartbeatIvl(millis);
    socket.setHeartbeatTimeout(millis);
    socket.setHeartbeatTtl(2 * millis);
  }

  /// From now on a connection that is given up forgets what has not arrived. Else the system goes
  /// on with it for minutes, and it may arrive behind what was sent again over a new connection.
  /// For sockets that connect, and whose peer acknowledges each message.
  public void forgetOnClose() {
    socket.setSelectorChooser((where, options) -> ForgetfulChannels.PROVIDER);
  }

  /// Connects, also again and again when the peer goes.
  ///
  /// @throws ZMQException if the host is not known
  public void connect(String where) {
    connect(where, new PeerWatch(false, connections::incrementAndGet));
  }

  void connect(String where, PeerWatch watch) {
    address = where;
    peer = Optional.of(watch);
    watch.on(socket);
    socket.connect(where);
    connected = true;
  }

  /// Binds, and counts the connections that are made.
  ///
  /// @throws ZMQException if it cannot be bound
  public void bind(String where) {
    socket.setEventHook(event -> connections.incrementAndGet(), ZMQ.EVENT_HANDSHAKE_PROTOCOL);
    socket.bind(where);
  }

  /// How many times greetings were exchanged with a peer, on connections that were made anew too.
  /// Any thread.
  public long connections() {
    return connections.get();
  }

  /// Waits until the peer of a connecting socket is there; false when it is not within the time. To
  /// be called before sending, and now and then while nothing comes; a bound socket does not wait.
  public boolean awaitPeer(int timeoutMillis) {
    if (peer.isEmpty() || peer.get().await(timeoutMillis)) {
      return true;
    }
    if (!connected || peer.get().startAnew()) {
      connectAnew();
    }
    return false;
  }

  /// A host that is not known just now is asked for again the next time.
  private void connectAnew() {
    if (connected) {
      socket.disconnect(address);
      connected = false;
    }
    try {
      socket.connect(address);
      connected = true;
    } catch (ZMQException e) {
      if (e.getErrorCode() != ZMQ.Error.EADDRNOTAVAIL.getCode()) {
        throw e;
      }
      LOG.debug("{}: not connected anew yet", name, e);
    }
  }

  Optional<String> objection() {
    return peer.flatMap(PeerWatch::objection);
  }

  /// The frames of the next message; empty when none came within the time or the wait was
  /// interrupted.
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

  /// Queues a message.
  ///
  /// @return false when the peer is gone or does not read
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

  /// Whether the machinery below has broken, so that it must be opened anew. Any thread.
  public boolean failed() {
    return threads.failed();
  }

  /// Gives what is queued its linger time to leave, then frees everything.
  @Override
  public void close() {
    closeSocket();
    // Terminating waits for the I/O thread; should that be stuck, it must not hold up the module.
    Thread closing = Thread.ofPlatform().daemon().name("framegauge-zeromq-close").start(this::term);
    try {
      if (!closing.join(Duration.ofMillis(CLOSE_MILLIS))) {
        LOG.warn("ZeroMQ did not close within {} ms: socket={}", CLOSE_MILLIS, name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Closes the socket alone, for what it needs while it is open can only go after it; [#close]
  /// frees the rest.
  void closeSocket() {
    threads.closing();
    socket.close();
  }

  private void term() {
    try {
      context.close();
      threads.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("ZeroMQ did not close cleanly: socket={}", name, e);
    }
  }
}
