package io.framegauge.adapters.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framegauge.telemetry.zeromq.GuardedSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;

/// A socket that writes messages, bound or connected. One thread.
///
/// A `req` endpoint waits for the acknowledgement of each message, a `dealer` endpoint for that of
/// the end of a stream; what else a dealer sent is in the hands of the socket, and what waits there
/// is lost when the process is killed. A `pub` endpoint never knows.
public final class MessageSink implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 65_536;

  /// How long a wait goes on before it is looked whether to stop.
  private static final int TURN_MILLIS = 100;

  /// From one try to open a socket anew to the next: each looks up the peer's name.
  private static final int OPEN_MILLIS = 500;

  private final String name;
  private final SinkSettings settings;
  private final BooleanSupplier stopping;
  private Endpoint endpoint;
  private Optional<GuardedSocket> open = Optional.empty();
  private String lastAnswer = "";
  private long connectionsBefore;
  private long sentNanos;

  private MessageSink(
      String name, Endpoint endpoint, SinkSettings settings, BooleanSupplier stopping) {
    this.name = name;
    this.endpoint = endpoint;
    this.settings = settings;
    this.stopping = stopping;
  }

  /// Binds or connects.
  ///
  /// @param name of the socket's threads
  /// @param stopping ends every wait early
  /// @throws EndpointException if it cannot be bound, or the peer's host is not known
  public static MessageSink open(
      String name, Endpoint endpoint, SinkSettings settings, BooleanSupplier stopping) {
    MessageSink sink = new MessageSink(name, endpoint, settings, stopping);
    sink.socket();
    return sink;
  }

  /// Where it is bound or connected.
  public Endpoint endpoint() {
    return endpoint;
  }

  /// How many connections have been made, those made anew too.
  public long connections() {
    return connectionsBefore + open.map(GuardedSocket::connections).orElse(0L);
  }

  /// When the socket took the last message, as [System#nanoTime] tells; an acknowledgement is
  /// waited for from then on.
  public long sentNanos() {
    return sentNanos;
  }

  /// What the peer said instead of acknowledging the last message.
  public String lastAnswer() {
    return lastAnswer;
  }

  /// Makes one attempt to send a message. The same message is to be sent again until it is done.
  ///
  /// A requester asks again over a new connection, so that a late answer is never taken for that to
  /// another message; a dealer keeps its connection, because of what still waits in it.
  ///
  /// @param endOfStream whether a dealer's peer acknowledges it
  /// @throws EndpointException if the socket was to be opened anew and could not be during all of
  ///   the attempt: the port is taken, or the peer's host is not known any more
  public Delivery send(Envelope envelope, boolean endOfStream) {
    boolean waits =
        switch (endpoint.kind()) {
          case REQ -> true;
          case DEALER -> endOfStream;
          default -> false;
        };
    GuardedSocket socket = awaitSocket();
    if (waits) {
      passOver(socket);
    }
    if (!sent(socket, frames(envelope))) {
      if (endpoint.kind() == SocketKind.REQ && !endpoint.bind()) {
        startAnew(); // after a long cut the system would try to connect once a minute only
      }
      return Delivery.SEND_TIMEOUT;
    }
    sentNanos = System.nanoTime();
    if (!waits) {
      return Delivery.SENT;
    }
    Delivery delivery = awaitAnswer(socket);
    if (delivery == Delivery.ACKNOWLEDGE_TIMEOUT && endpoint.kind() == SocketKind.REQ) {
      startAnew();
    }
    return delivery;
  }

  /// Answers to what was given up before.
  private static void passOver(GuardedSocket socket) {
    List<byte[]> late = socket.receive(0);
    while (!late.isEmpty()) {
      late = socket.receive(0);
    }
  }

  /// The name of a peer that starts anew may be unknown for some time.
  private GuardedSocket awaitSocket() {
    long begin = System.nanoTime();
    while (true) {
      try {
        return socket();
      } catch (EndpointException e) {
        long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        if (passed >= settings.sendMillis() || stopping.getAsBoolean()) {
          throw e;
        }
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(OPEN_MILLIS));
      }
    }
  }

  private GuardedSocket socket() {
    if (open.isPresent() && open.get().failed()) {
      startAnew();
    }
    if (open.isEmpty()) {
      GuardedSocket socket = Sockets.create(name, type(), MAX_ANSWER_BYTES);
      socket.socket().setSndHWM(settings.sendHwm());
      socket.socket().setSendTimeOut(TURN_MILLIS);
      socket.socket().setLinger(settings.lingerMillis());
      if (endpoint.kind() == SocketKind.REQ && !endpoint.bind()) {
        socket.forgetOnClose();
      }
      endpoint = Sockets.open(socket, endpoint);
      open = Optional.of(socket);
    }
    return open.get();
  }

  /// A requester of ZeroMQ could not ask again: this is a dealer that puts the delimiter itself.
  private SocketType type() {
    return endpoint.kind() == SocketKind.PUB ? SocketType.PUB : SocketType.DEALER;
  }

  private List<byte[]> frames(Envelope envelope) {
    List<byte[]> frames = new ArrayList<>();
    if (endpoint.kind() == SocketKind.REQ) {
      frames.add(new byte[0]);
    }
    frames.addAll(envelope.parts());
    endpoint
        .source()
        .ifPresent(topic -> {
          int at = frames.size() - envelope.parts().size();
          frames.set(at, topic.getBytes(UTF_8));
        });
    return frames;
  }

  private boolean sent(GuardedSocket socket, List<byte[]> frames) {
    int turns = Math.max(1, settings.sendMillis() / TURN_MILLIS);
    for (int turn = 0; turn < turns && !stopping.getAsBoolean(); turn++) {
      if (socket.awaitPeer(TURN_MILLIS) && socket.send(frames)) {
        return true;
      }
    }
    return false;
  }

  /// Waits while the peer is there: when it goes, so does the message that it had not acknowledged.
  /// What it said before it went is read.
  private Delivery awaitAnswer(GuardedSocket socket) {
    long turns =
        (long) settings.attempts() * Math.max(1, settings.acknowledgeMillis() / TURN_MILLIS);
    boolean there = true;
    for (long turn = 0; turn < turns && there && !stopping.getAsBoolean(); turn++) {
      there = socket.awaitPeer(0) && !socket.failed();
      List<byte[]> answer = socket.receive(there ? TURN_MILLIS : 0);
      if (!answer.isEmpty()) {
        return judge(answer.getLast());
      }
    }
    return Delivery.ACKNOWLEDGE_TIMEOUT;
  }

  private Delivery judge(byte[] answer) {
    if (Arrays.equals(answer, MessageSource.OK)) {
      return Delivery.ACKNOWLEDGED;
    }
    lastAnswer = new String(answer, UTF_8);
    return Delivery.REFUSED;
  }

  private void startAnew() {
    connectionsBefore = connections();
    open.ifPresent(GuardedSocket::close);
    open = Optional.empty();
  }

  @Override
  public void close() {
    startAnew();
  }
}
