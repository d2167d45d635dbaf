package io.framegauge.benchmarks;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/// The least that a buffer needs in Java without a disk: acknowledges a message when it waits in
/// memory, and sends one after the other to a replier that acknowledges each.
public final class BareForwarder {
  private static final int MOST_WAITING = 50;
  private static final byte[] OK = {'O', 'K'};

  private BareForwarder() {}

  /// Forwards until it is ended.
  ///
  /// @param arguments where it is bound, and where it connects
  public static void main(String[] arguments) throws InterruptedException {
    ZContext context = new ZContext();
    BlockingQueue<ZMsg> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    ZMQ.Socket source = context.createSocket(SocketType.ROUTER);
    ZMQ.Socket sink = context.createSocket(SocketType.REQ);
    source.bind(arguments[0]);
    sink.connect(arguments[1]);
    Thread.ofPlatform().start(() -> send(waiting, sink));
    while (true) {
      ZMsg message = ZMsg.recvMsg(source);
      ZFrame peer = message.unwrap();
      waiting.put(message);
      ZMsg answer = new ZMsg();
      answer.wrap(peer);
      answer.add(OK);
      answer.send(source);
    }
  }

  private static void send(BlockingQueue<ZMsg> waiting, ZMQ.Socket sink) {
    try {
      while (true) {
        waiting.take().send(sink);
        sink.recv();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
