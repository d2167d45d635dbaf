package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A module with keys, on all interfaces, and who is let in.
final class CurveIT {
  private static final Path SCRIPTS = Product.HOME.resolve("telemetry/src/test/resources/zeromq");

  @SuppressWarnings("InlineFormatString") // the module is read as a whole
  private static final String MODULE =
      """
      name: keyed
      parameters:
        telemetry:
          metrics: {time_period: 0.1}
          history_server:
            endpoint: "tcp://*:%s"
            stream_endpoint: "tcp://*:%s"
            %s
      pipeline: {launch: "videotestsrc is-live=true ! fakesink"}
      """;

  private static final String CURVE =
      "curve: {secret_key_file: server.key_secret, allowed_clients_file: first.key}";

  @TempDir private static Path folder;
  private static Product product;

  @BeforeAll
  static void start() {
    python(SCRIPTS.resolve("certificates.py"), folder.toString(), "server", "first", "stranger");
    product = started(folder, CURVE);
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  private static Product started(Path where, String keys) {
    Product.Start start = Product.Start.in(where);
    Product started =
        start
            .withFile("m.yml", module(start.ports(), keys))
            .run("run", where.resolve("m.yml").toString());
    started.awaitServing();
    return started;
  }

  private static String module(Ports ports, String keys) {
    return MODULE.formatted(port(ports.endpoint()), port(ports.streamEndpoint()), keys);
  }

  private static String port(String endpoint) {
    return endpoint.substring(endpoint.lastIndexOf(':') + 1);
  }

  private static String python(Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script.toString()));
    command.addAll(List.of(arguments));
    return Child.outputOf(folder, Map.of(), command);
  }

  private static Product.Done history(String... keys) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "history",
                "--endpoint",
                product.ports().endpoint(),
                "--last",
                "1",
                "--format",
                "json"));
    arguments.addAll(List.of(keys));
    return Product.Start.in(folder).toEnd(arguments.toArray(String[]::new));
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void shouldAnswerWhoIsAllowed() {
    Product.Done done =
        history("--server-key", file("server.key"), "--client-key", file("first.key_secret"));

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.out().lines()).hasSize(1);
    assertThat(product.process().err()).contains(", with keys");
  }

  @Test
  void shouldRefuseStrangersAndLogThemRarely() throws IOException {
    String query = product.ports().endpoint();
    String stream = product.ports().streamEndpoint();
    Product.Done done =
        history("--server-key", file("server.key"), "--client-key", file("stranger.key_secret"));
    assertThat(done.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(done.err())
        .contains(
            "framegauge: no answer from "
                + query
                + " within 2 s: the server does not allow this client's key");
    for (String where : List.of(query, stream)) {
      String kind = where.equals(query) ? "req" : "sub";
      assertThat(python(SCRIPTS.resolve("knock.py"), where, kind)).isEqualTo("refused\n");
      assertThat(
              python(
                  SCRIPTS.resolve("knock.py"),
                  where,
                  kind,
                  folder.toString(),
                  "stranger",
                  "server"))
          .isEqualTo("not allowed\n");
    }
    python(
        SCRIPTS.resolve("storm.py"), "60", folder.toString(), "stranger", "server", query, stream);
    String key = Files.readString(folder.resolve("stranger.key")).split("\"", 3)[1];
    List<String> told =
        product.process().err().lines().filter(line -> line.contains("refused a client")).toList();
    assertThat(told).hasSizeBetween(2, 30);
    assertThat(String.join("\n", told))
        .contains("WARN", "key is not allowed: public-key=" + key + ", address=127.0.0.1")
        .contains("stream_endpoint=tcp://*:" + port(stream) + ": refused a client without keys");
  }

  @Test
  void shouldTellThatKeysAreMissing() {
    Product.Done done = history();

    assertThat(done.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(done.err()).contains("the peer ended the greeting: only one side has keys");
    assertThat(history("--server-key", file("server.key")).exitCode()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void shouldRefuseAKeyThatOthersCanRead(@TempDir Path other) throws IOException {
    for (String name : List.of("server.key_secret", "first.key")) {
      Files.copy(folder.resolve(name), other.resolve(name));
    }
    Path secret = other.resolve("server.key_secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    Product.Start start = Product.Start.in(other);
    start.withFile("m.yml", module(start.ports(), CURVE));

    assertThat(start.toEnd("run", "m.yml").refusedWith(ExitCode.REFUSED))
        .containsExactly(
            "m.yml:8:32: parameters.telemetry.history_server.curve.secret_key_file: must be"
                + " accessible to its owner only (chmod 600): secret_key_file="
                + secret.toRealPath());
  }

  @Test
  void shouldWarnWhenEveryoneMayAsk(@TempDir Path other) {
    try (Product open = started(other, "allow_remote: true")) {
      Await.until(
          "the warning",
          Child.PATIENCE,
          () ->
              open.process()
                  .err()
                  .contains(
                      "history without keys (curve): everyone who reaches the port can read the"
                          + " records"),
          open.process()::toString);
    }
  }
}
