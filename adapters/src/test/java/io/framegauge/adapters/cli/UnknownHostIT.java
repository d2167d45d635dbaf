package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A peer's name that nobody knows: from the start, or for some time, as that of a container that
/// starts anew.
class UnknownHostIT {
  private static final String NAME = "receiver.test";

  @TempDir private Path folder;
  private Path hosts;

  @BeforeEach
  void write() throws IOException {
    hosts = folder.resolve("hosts");
    know();
  }

  private void know() throws IOException {
    Files.writeString(hosts, "127.0.0.1 " + NAME + "\n");
  }

  private void forget() throws IOException {
    Files.writeString(hosts, "127.0.0.1 another.test\n");
  }

  /// With names of its own, which it does not remember for long.
  private Product.Start asking(Product.Start start) {
    return start.with(
        "FRAMEGAUGE_JAVA_OPTS",
        "-XX:TieredStopAtLevel=1 -Xmx64m -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=0"
            + " -Djdk.net.hosts.file="
            + hosts);
  }

  private Product.Start buffer(BufferRun run, String sink) {
    return asking(run.start()).with("ZMQ_SINK_ENDPOINT", sink);
  }

  /// A module whose frames go to an endpoint.
  private Product.Start sending(String sink) {
    return asking(Product.Start.in(folder))
        .withFile(
            "m.yml",
            """
            name: sender
            pipeline:
              source: {element: videotestsrc, name: ball, properties: {is-live: true}}
              elements: []
              sink: {element: zeromq_sink, properties: {socket: "%s", send_timeout: 0.5, attempts: 3}}
            """
                .formatted(sink));
  }

  @Test
  void shouldKeepMessagesWhileTheReceiversNameIsNotKnown() throws IOException {
    BufferRun run = BufferRun.in(folder);
    String sink = "req+connect:" + run.sink().replace("127.0.0.1", NAME);
    try (Product buffer = BufferRun.run(buffer(run, sink));
        Child receiver = run.receiver("rep", 20);
        Child sender = run.sender(1, 100, 1000)) {
      BufferRun.awaitLines(receiver, 20);
      forget();
      receiver.signal("KILL");
      assertThat(sender.exitCode()).as("%s", sender).isZero();
      String told =
          "the sink's socket cannot be opened yet, messages are kept: the host is not known: "
              + sink;
      Await.until(
          told,
          Child.PATIENCE,
          () ->
              buffer.process().err().contains(told)
                  && buffer.scrape().value("send_failures_total", "reason", "send_timeout") >= 3,
          buffer.process()::toString);

      know();
      try (Child again = run.receiver()) {
        assertThat(again.exitCode()).as("%s%n%s", again, buffer.process()).isZero();
        List<String> all = new ArrayList<>(receiver.outLines());
        all.addAll(again.outLines());
        assertThat(BufferRun.requireAllInOrder(all, 1, 100)).isLessThanOrEqualTo(1);
      }
      buffer.process().signal("INT");
      assertThat(buffer.done().exitCode()).isZero();
      assertThat(buffer.process().err()).contains("messages are taken again");
    }
  }

  @Test
  void shouldFailAModuleWhoseReceiversNameStaysUnknownForAllAttempts() throws IOException {
    BufferRun run = BufferRun.in(folder);
    String sink = "req+connect:" + run.sink().replace("127.0.0.1", NAME);
    try (Child receiver = run.receiver("rep", 20);
        Product module = sending(sink).run("run", "m.yml")) {
      BufferRun.awaitLines(receiver, 5);
      forget();
      receiver.signal("KILL");

      Product.Done done = module.done();

      assertThat(done.exitCode()).as("%s", module.process()).isEqualTo(1);
      assertThat(done.err())
          .contains("nobody takes messages at " + sink + " (attempts=3)")
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZMQ_SRC_ENDPOINT=sub", "ZMQ_SINK_ENDPOINT=req"})
  void shouldRefuseToStartABufferWithAHostThatIsNotKnown(String setting) throws IOException {
    forget();
    String[] words = setting.split("=", -1);
    String endpoint = words[1] + "+connect:tcp://" + NAME + ":5555";

    assertThat(
            asking(BufferRun.in(folder).start())
                .with(words[0], endpoint)
                .toEnd("adapter", "buffer")
                .refusedWith(2))
        .containsExactly("framegauge: the host is not known: " + endpoint);
  }

  @Test
  void shouldRefuseToStartAModuleWithAHostThatIsNotKnown() throws IOException {
    forget();
    String sink = "dealer+connect:tcp://" + NAME + ":5555";
    String source = "sub+connect:tcp://" + NAME + ":5555";

    assertThat(sending(sink).toEnd("run", "m.yml").refusedWith(2))
        .containsExactly("framegauge: the host is not known: " + sink);
    assertThat(
            asking(Product.Start.in(folder))
                .with("ZMQ_ENDPOINT", source)
                .toEnd("adapter", "metadata-json")
                .refusedWith(2))
        .containsExactly("framegauge: the host is not known: " + source);
  }
}
