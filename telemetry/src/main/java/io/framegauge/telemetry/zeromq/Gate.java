package io.framegauge.telemetry.zeromq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/// Tells JeroMQ whose key may come in: the one who answers its ZAP requests
/// (rfc.zeromq.org/spec/27), on a thread of its own in each context.
///
/// Without anybody who answers JeroMQ lets every key in, so the socket is bound before the server's
/// is and stays bound whatever happens to a request.
final class Gate implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final String ADDRESS = "inproc://zeromq.zap.01";
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);
  private static final int RECEIVE_MILLIS = 100;
  private static final int REQUEST_FRAMES = 7;
  private static final int KEY_BYTES = 32;

  private final ZMQ.Socket socket;
  private final Access.Keys keys;
  private final RareLog refusals;
  private final Thread thread;
  private volatile boolean closing;

  private Gate(String name, ZMQ.Socket socket, Access.Keys keys, RareLog refusals) {
    this.socket = socket;
    this.keys = keys;
    this.refusals = refusals;
    thread = Thread.ofPlatform().daemon().name(name + "-gate").unstarted(this::run);
  }

  static Gate open(String name, ZContext context, Access.Keys keys, RareLog refusals) {
    ZMQ.Socket socket = context.createSocket(SocketType.REP);
    socket.setLinger(0);
    socket.setReceiveTimeOut(RECEIVE_MILLIS);
    socket.bind(ADDRESS);
    Gate gate = new Gate(name, socket, keys, refusals);
    gate.thread.start();
    return gate;
  }

  private void run() {
    while (!closing) {
      try {
        List<byte[]> request = receive();
        if (!request.isEmpty()) {
          answer(request);
        }
      } catch (ZMQException e) {
        if (e.getErrorCode() == ZMQ.Error.ETERM.getCode()) {
          break;
        }
        LOG.error("a client's key could not be checked, so it stays out", e);
      } catch (RuntimeException e) {
        LOG.error("a client's key could not be checked, so it stays out", e);
      }
    }
    socket.close();
  }

  private List<byte[]> receive() {
    List<byte[]> frames = new ArrayList<>();
    byte[] frame = socket.recv();
    while (frame != null) {
      frames.add(frame);
      frame = socket.hasReceiveMore() ? socket.recv() : null;
    }
    return frames;
  }

  /// Request: version, id, domain, address, identity, mechanism, key. Answer: version, id, status,
  /// text, user, metadata.
  private void answer(List<byte[]> request) {
    boolean whole = request.size() == REQUEST_FRAMES && request.getLast().length == KEY_BYTES;
    String key = whole ? ZMQ.Curve.z85Encode(request.getLast()) : "";
    boolean allowed = whole && keys.clients().contains(key);
    if (!allowed) {
      String address = whole ? new String(request.get(3), ZMQ.CHARSET) : "";
      refusals.say(
          "refused a client whose key is not allowed: public-key=" + key + ", address=" + address);
    }
    socket.sendMore("1.0");
    socket.sendMore(request.size() > 1 ? request.get(1) : new byte[0]);
    socket.sendMore(allowed ? "200" : "400");
    socket.sendMore(allowed ? "OK" : "the key is not allowed");
    socket.sendMore("");
    socket.send("");
  }

  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(CLOSE_WAIT)) {
        LOG.warn("history thread {} did not end within {}", thread.getName(), CLOSE_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
