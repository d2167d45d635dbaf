package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The buffer adapter as a process between a sender and a receiver over libzmq, each on ports that
/// stay the same when one of them starts anew.
///
/// @param folder where all of them are started
/// @param source address that the buffer binds
/// @param sink address that the receiver binds
record BufferRun(Path folder, String source, String sink, Ports ports) {
  private static final String SCRIPT = "buffer_peer.py";
  private static final String LOOPBACK = "127.0.0.1";

  static BufferRun in(Path folder) {
    Ports free = Ports.free();
    return new BufferRun(folder, free.endpoint(), free.streamEndpoint(), Ports.free());
  }

  /// With both peers on another host.
  static BufferRun towards(OtherHost host, Path folder) {
    BufferRun here = in(folder);
    return new BufferRun(
        folder,
        here.source().replace(LOOPBACK, host.ourAddress()),
        here.sink().replace(LOOPBACK, host.address()),
        here.ports());
  }

  Path messages() {
    return folder.resolve("buffer");
  }

  /// A start with acknowledgements on both sides, which gives up a lost one soon.
  Product.Start start() {
    return new Product.Start(folder, ports)
        .with("FRAMEGAUGE_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx64m")
        .with("ZMQ_SRC_ENDPOINT", "rep+bind:" + source)
        .with("ZMQ_SINK_ENDPOINT", "req+connect:" + sink)
        .with("BUFFER_PATH", messages().toString())
        .with("BUFFER_LEN", "100000")
        .with("SEND_TIMEOUT", "1");
  }

  Product run() {
    return run(start());
  }

  static Product run(Product.Start start) {
    Product product = start.run("adapter", "buffer");
    product.awaitState("running", Child.PATIENCE);
    return product;
  }

  Child sender(int sources, int count, int size) {
    return sender("req", sources, count, size);
  }

  Child sender(String kind, int sources, int count, int size) {
    return sender(List.of(), kind, sources, 1, count, size);
  }

  /// @param before a command that starts it
  /// @param first number of a frame
  /// @param count last number of a frame
  Child sender(List<String> before, String kind, int sources, int first, int count, int size) {
    return Python.start(
        folder,
        before,
        SCRIPT,
        "",
        "send",
        source,
        "" + sources,
        "" + count,
        "" + size,
        kind,
        "" + first);
  }

  Child receiver() {
    return receiver("rep", 0);
  }

  Child receiver(String kind, int millis) {
    return receiver(List.of(), kind, millis);
  }

  /// @param before a command that starts it
  Child receiver(List<String> before, String kind, int millis) {
    return Python.start(folder, before, SCRIPT, "", "receive", sink, kind, "" + millis);
  }

  /// A receiver that goes on when all streams have ended, for copies that come behind the end.
  ///
  /// @param before a command that starts it
  Child lastingReceiver(List<String> before) {
    return Python.start(folder, before, SCRIPT, "", "receive", sink, "rep", "0", "stay");
  }

  /// Waits until a peer has printed some lines.
  static void awaitLines(Child peer, int count) {
    Await.until(
        count + " lines",
        Child.PATIENCE,
        () -> {
          if (!peer.isAlive() && peer.outLines().size() < count) {
            throw new AssertionError("ended too early: " + peer);
          }
          return peer.outLines().size() >= count;
        },
        peer::toString);
  }

  /// @param delivered lines of the receiver
  record Settled(Samples samples, List<String> delivered) {}

  /// What both sides tell of a moment when nothing is on its way; a sender's system may send a copy
  /// of what its process has given up at any time, behind the end too.
  static Settled settled(Product buffer, Child receiver) {
    List<Settled> seen = new ArrayList<>();
    Await.until(
        "all that was received is delivered",
        Child.PATIENCE,
        () -> {
          Samples samples = buffer.scrape();
          seen.add(new Settled(samples, receiver.outLines()));
          double received = samples.value("received_messages_total");
          return samples.value("sent_messages_total") == received
              && samples.value("buffer_size") == 0
              && buffer.scrape().value("received_messages_total") == received;
        },
        () -> receiver + "%n".formatted() + buffer.process());
    return seen.getLast();
  }

  /// Holds lines of a receiver to what was sent: for each source all numbers in order and then the
  /// end, each perhaps more than once in a row.
  ///
  /// @return how many lines came again
  static int requireAllInOrder(List<String> lines, int sources, int count) {
    return requireAllInOrder(lines, sources, count, List.of());
  }

  /// The same when the network has lost packets.
  ///
  /// @param sentAgain lines that the sender has sent more than once; a copy may come much later,
  ///   because the sender's system goes on with what its process has given up
  static int requireAllInOrder(List<String> lines, int sources, int count, List<String> sentAgain) {
    Map<String, List<String>> numbers = new HashMap<>();
    int again = 0;
    for (String line : lines) {
      String[] words = line.split(" ", 2);
      List<String> of = numbers.computeIfAbsent(words[0], source -> new ArrayList<>());
      boolean late = sentAgain.contains(line) && of.contains(words[1]);
      if (late || (!of.isEmpty() && of.getLast().equals(words[1]))) {
        again++;
      } else {
        of.add(words[1]);
      }
    }
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      expected.add(Integer.toString(i));
    }
    expected.add("end");
    assertThat(numbers).hasSize(sources);
    assertThat(numbers.values()).allSatisfy(of -> assertThat(of).isEqualTo(expected));
    return again;
  }
}
