package io.framegauge.adapters.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framegauge.telemetry.zeromq.GuardedSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeromq.SocketType;

/// A socket that reads messages, bound or connected. One thread.
///
/// Unlike the reference's it acknowledges only when it is told to, so that the caller can put a
/// message into safe hands first. Senders to a `rep` endpoint get an answer for each message; those
/// to a `router` endpoint for the end of a stream only. A `rep` endpoint serves any number of
/// requesters at once.
public final class MessageSource implements AutoCloseable {
  /// What acknowledges a message.
  static final byte[] OK = "OK".getBytes(UTF_8);

  /// Of a message: a topic, the message itself, and at most two frames of the peer are no payload.
  private static final int MAX_PAYLOADS = Sockets.MAX_PARTS - 4;

  private static final int ANSWER_MILLIS = 1000;

  /// For answers that are on their way when it is closed; the reference's.
  private static final int LINGER_MILLIS = 100;

  private final GuardedSocket socket;
  private final SourceSettings settings;
  private final Endpoint endpoint;
  private Optional<String> learnedVersion = Optional.empty();

  private MessageSource(GuardedSocket socket, Endpoint endpoint, SourceSettings settings) {
    this.socket = socket;
    this.settings = settings;
    this.endpoint = endpoint;
  }

  /// Binds or connects.
  ///
  /// @param name of the socket's threads
  /// @throws EndpointException if it cannot be bound, or the peer's host is not known
  public static MessageSource open(String name, Endpoint endpoint, SourceSettings settings) {
    boolean subscribes = endpoint.kind() == SocketKind.SUB;
    // a replier of ZeroMQ could neither answer late nor more than one peer at once
    GuardedSocket socket =
        Sockets.create(
            name, subscribes ? SocketType.SUB : SocketType.ROUTER, settings.maxPartBytes());
    socket.socket().setRcvHWM(settings.receiveHwm());
    if (subscribes) {
      socket.socket().subscribe(settings.filter().subscription().getBytes(UTF_8));
    } else {
      socket.socket().setSndHWM(settings.receiveHwm());
      socket.socket().setSendTimeOut(ANSWER_MILLIS);
      socket.socket().setLinger(LINGER_MILLIS);
    }
    return new MessageSource(socket, Sockets.open(socket, endpoint), settings);
  }

  /// Where it is bound or connected.
  public Endpoint endpoint() {
    return endpoint;
  }

  /// The version that the first message was written by, for whoever answers its sender.
  public Optional<String> learnedVersion() {
    return learnedVersion;
  }

  /// Whether the machinery below has broken, so that it must be opened anew.
  public boolean failed() {
    return socket.failed();
  }

  /// Waits for the next message.
  public Received receive(int timeoutMillis) {
    List<byte[]> frames = socket.receive(timeoutMillis);
    if (frames.isEmpty()) {
      socket.awaitPeer(0);
      return new Received.Nothing();
    }
    int peerFrames = peerFrames(frames);
    List<byte[]> peer = List.copyOf(frames.subList(0, peerFrames));
    Received received = read(peer, frames.subList(peerFrames, frames.size()));
    if (received instanceof Received.Rejected rejected && answersAll() && peerFrames > 1) {
      answer(peer, answerTo(rejected));
    }
    return received;
  }

  /// How many frames in front belong to the peer: what a router puts there, and for a replier all
  /// up to the delimiter. Without a delimiter all of them do.
  private int peerFrames(List<byte[]> frames) {
    return switch (endpoint.kind()) {
      case ROUTER -> 1;
      case REP -> {
        int next = 1;
        while (next < frames.size() && frames.get(next).length > 0) {
          next++;
        }
        yield Math.min(next + 1, frames.size());
      }
      default -> 0;
    };
  }

  private Received read(List<byte[]> peer, List<byte[]> parts) {
    if (peer.size() + parts.size() > Sockets.MAX_PARTS) {
      return new Received.Rejected(
          Rejection.TOO_LONG, "must have at most " + MAX_PAYLOADS + " payload parts");
    }
    if (parts.size() < Envelope.LEAST_PARTS) {
      return new Received.Rejected(
          Rejection.TOO_SHORT, "must have a topic and a message: parts=" + parts.size());
    }
    Envelope envelope = new Envelope(new ArrayList<>(parts));
    Message message;
    try {
      message = envelope.message();
    } catch (MessageException e) {
      return new Received.Rejected(Rejection.UNDECODABLE, String.valueOf(e.getMessage()));
    }
    return wanted(new Received.Arrived(envelope, message, peer));
  }

  private Received wanted(Received.Arrived arrived) {
    String version = arrived.message().protocolVersion();
    if (learnedVersion.isEmpty()) {
      learnedVersion = Optional.of(version);
    }
    if (settings.protocolVersion().isPresent()
        && !settings.protocolVersion().get().equals(version)) {
      return new Received.Rejected(
          Rejection.VERSION,
          "must be written by version " + settings.protocolVersion().get() + ": " + version);
    }
    boolean passes =
        arrived.message().content() instanceof Content.EndOfStream
            && endpoint.kind() != SocketKind.SUB;
    String topic = arrived.envelope().topic();
    return passes || settings.filter().accepts(topic)
        ? arrived
        : new Received.Rejected(Rejection.TOPIC, "topic is not wanted: " + topic);
  }

  private boolean answersAll() {
    return endpoint.kind() == SocketKind.REP;
  }

  /// A topic that is not wanted is no fault of the sender: the reference says OK, too.
  private static byte[] answerTo(Received.Rejected rejected) {
    return rejected.reason() == Rejection.TOPIC ? OK : rejected(rejected.detail());
  }

  private static byte[] rejected(String reason) {
    return ("rejected: " + reason).getBytes(UTF_8);
  }

  /// Tells the sender that its message is in safe hands, if it waits for that.
  public void acknowledge(Received.Arrived arrived) {
    if (waits(arrived)) {
      answer(arrived.peer(), OK);
    }
  }

  /// Tells the sender that its message is not taken, if it waits for that.
  ///
  /// @param reason for people
  public void refuse(Received.Arrived arrived, String reason) {
    if (waits(arrived)) {
      answer(arrived.peer(), rejected(reason));
    }
  }

  private boolean waits(Received.Arrived arrived) {
    boolean endOfStream = arrived.message().content() instanceof Content.EndOfStream;
    return answersAll() || (endpoint.kind() == SocketKind.ROUTER && endOfStream);
  }

  /// How many connections have been made, those made anew too. Any thread.
  public long connections() {
    return socket.connections();
  }

  /// A peer that is gone gets no answer; that is known to whoever sends: it asks again.
  private void answer(List<byte[]> peer, byte[] answer) {
    List<byte[]> frames = new ArrayList<>(peer);
    frames.add(answer);
    socket.send(frames);
  }

  @Override
  public void close() {
    socket.close();
  }
}
