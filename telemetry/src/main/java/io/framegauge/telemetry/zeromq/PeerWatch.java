package io.framegauge.telemetry.zeromq;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;

/// How far a connecting socket has come with its peer.
///
/// In one of about twenty connections JeroMQ 0.6.0 forgets the channel at the moment when TCP has
/// connected it: it is registered in the same turn of the poll loop that retires the connecting
/// handle, and is then never polled (github.com/zeromq/jeromq/pull/1022). Only connecting anew
/// helps.
final class PeerWatch {
  private enum State {
    APART,
    CONNECTED,
    GREETED
  }

  private static final long FIRST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final boolean keys;
  private final Runnable greeted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private State state = State.APART;
  private String objection = "";
  private long connectedNanos;
  private long patienceNanos = FIRST_PATIENCE_NANOS;

  /// @param keys whether the socket has keys, which the peer may object to without a word
  PeerWatch(boolean keys) {
    this(keys, () -> {});
  }

  /// @param keys whether the socket has keys, which the peer may object to without a word
  /// @param greeted called by the I/O thread when greetings were exchanged
  PeerWatch(boolean keys, Runnable greeted) {
    this.keys = keys;
    this.greeted = greeted;
  }

  void on(ZMQ.Socket socket) {
    socket.setEventHook(
        this::changed, ZMQ.EVENT_CONNECTED | ZMQ.EVENT_HANDSHAKE_PROTOCOL | Greetings.EVENTS);
  }

  /// Called by the I/O thread.
  private void changed(ZEvent event) {
    switch (Greetings.failure(event)) {
      case MECHANISM ->
          object("the peer ended the greeting: only one side has keys, or it is no history server");
      case KEYS -> object("the server has another key than the one given");
      case NOT_ALLOWED -> object("the server does not allow this client's key");
      case ENDED -> {
        if (keys && objection().isEmpty()) {
          object("the server ended the connection: is it running, with the key that was given?");
        }
      }
      case NONE -> {
        // it goes on
      }
    }
    switch (event.getEvent()) {
      case CONNECTED -> enter(State.CONNECTED);
      case HANDSHAKE_PROTOCOL -> {
        greeted.run();
        enter(State.GREETED);
      }
      default -> enter(State.APART);
    }
  }

  private void enter(State next) {
    lock.lock();
    try {
      // the event of connecting may come after that of the greeting, which is then what counts
      if (next == State.CONNECTED && state == State.GREETED) {
        return;
      }
      state = next;
      connectedNanos = System.nanoTime();
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void object(String reason) {
    lock.lock();
    try {
      objection = reason;
    } finally {
      lock.unlock();
    }
  }

  /// What went wrong with a peer that was reached, at the last attempt.
  Optional<String> objection() {
    lock.lock();
    try {
      return Optional.of(objection).filter(reason -> !reason.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  /// False when the greetings were not exchanged within the time.
  boolean await(int timeoutMillis) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
      while (state != State.GREETED && left > 0) {
        left = change.awaitNanos(left);
      }
      return state == State.GREETED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Whether the connection seems forgotten and is to be made anew. Each time says so twice as
  /// late, so that a slow link gets its time.
  boolean startAnew() {
    lock.lock();
    try {
      if (state != State.CONNECTED || System.nanoTime() - connectedNanos < patienceNanos) {
        return false;
      }
      state = State.APART;
      patienceNanos *= 2;
      return true;
    } finally {
      lock.unlock();
    }
  }
}
