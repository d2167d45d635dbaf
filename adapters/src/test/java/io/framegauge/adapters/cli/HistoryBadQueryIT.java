package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that are none, sent with libzmq and without: each gets an error or nothing, and the
/// server goes on answering the others.
final class HistoryBadQueryIT {
  private static final String INFO = "{\"query\": \"info\"}";
  private static final int MOST_BYTES = 65_536;

  @TempDir private static Path folder;
  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.Start.in(folder).run("run", LiveModule.write(folder));
    product.awaitState("running", Child.PATIENCE);
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @AfterEach
  void shouldGoOn() {
    assertThat(JsonParser.parseString(ask("req", INFO).getFirst()).getAsJsonObject().has("error"))
        .isFalse();
    assertThat(product.state()).isEqualTo("running");
  }

  @ParameterizedTest
  @ValueSource(strings = {"req", "dealer"})
  void shouldAnswerEachMalformedRequestWithItsReason(String kind) {
    List<String> requests =
        List.of(
            "",
            "hello",
            "{",
            "[1]",
            "{}",
            "{\"query\": 5}",
            "{\"query\": \"lates\"}",
            "{\"query\": \"info\", \"verbose\": true}",
            "{\"query\": \"latest\", \"count\": 0}",
            "{\"query\": \"latest\", \"count\": 1.5}",
            "{\"query\": \"latest\", \"count\": \"3\"}",
            "{\"query\": \"latest\", \"count\": null}",
            "{\"query\": \"latest\", \"count\": 1, \"count\": 2}",
            "{\"query\": \"newer_than\"}",
            "{\"query\": \"newer_than\", \"id\": -2}",
            "{\"query\": \"window\", \"from_ms\": 5, \"to_ms\": 4}",
            "{\"query\": \"info\"} {\"query\": \"info\"}");

    List<String> told = ask(kind, String.join("\n", requests)).stream().map(this::message).toList();

    assertThat(told)
        .containsExactly(
            "a request must be one JSON object: request is empty",
            "not valid JSON: request=hello",
            "not valid JSON: request={",
            "a request must be one JSON object: request=[1]",
            "a request must have a field query: known=info, latest, newer_than, window",
            "query must be a text: query=5",
            "unknown query, known are info, latest, newer_than, window: query=lates",
            "unknown field of query info: verbose=true",
            "count must be >= 1: count=0",
            "count must be a whole number: count=1.5",
            "count must be a whole number: count=\"3\"",
            "count must be a whole number: count=null",
            "a field must be given once: field=count",
            "id must be given: query=newer_than",
            "id must be >= -1: id=-2",
            "to_ms must be >= 5: to_ms=4",
            "not valid JSON: request={\"query\": \"info\"} {\"query\": \"info\"}");
  }

  @Test
  void shouldAnswerRequestsThatAreNoText() {
    String broken = hex(new byte[] {'{', (byte) 0xC3, '}'});
    String two = hex(INFO.getBytes(StandardCharsets.UTF_8));

    List<String> told =
        ask("req", "[\"%s\"]\n[\"%s\", \"%s\"]".formatted(broken, two, two)).stream()
            .map(this::message)
            .toList();

    assertThat(told.getFirst()).contains("UTF-8");
    assertThat(told.getLast()).isEqualTo("a request must be one JSON frame: frames=2");
  }

  @Test
  void shouldAnswerARequestOfTheMostBytesAndDisconnectALargerOne() {
    String most = INFO + " ".repeat(MOST_BYTES - INFO.length());

    List<String> answers = ask("req", most + "\n" + most + " " + "\n" + INFO);

    assertThat(answers).hasSize(3);
    assertThat(answers.get(0)).contains("\"newest_id\"");
    assertThat(answers.get(1)).isEqualTo("none");
    assertThat(answers.get(2)).contains("\"newest_id\"");
  }

  @Test
  void shouldAnswerNestingThatWouldOverflowAStack() {
    String deep = "{\"query\": " + "[".repeat(30_000) + "]".repeat(30_000) + "}";

    assertThat(ask("req", deep)).hasSize(1).allMatch(answer -> answer.contains("\"error\""));
  }

  @Test
  void shouldOutlivePeersThatDoNotSpeakZeroMq() throws IOException {
    byte[] noise = new byte[50_000];
    new Random(3).nextBytes(noise);
    byte[] http = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] greeting = new byte[64];
    greeting[0] = -1;
    greeting[9] = 0x7f;
    greeting[10] = 3;

    for (int port : List.of(product.ports().history(), product.ports().stream())) {
      for (byte[] bytes : List.of(noise, http, greeting, new byte[] {-1})) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            OutputStream out = socket.getOutputStream()) {
          out.write(bytes);
        } catch (IOException disconnected) {
          assertThat(disconnected).hasMessageMatching("(?i).*(reset|pipe).*");
        }
      }
    }
  }

  private String message(String answer) {
    JsonObject json = JsonParser.parseString(answer).getAsJsonObject();
    if (!json.has("error")) {
      return "no error but " + answer;
    }
    JsonObject error = json.getAsJsonObject("error");
    assertThat(error.get("code").getAsString()).isEqualTo("bad_request");
    return error.get("message").getAsString();
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  private static List<String> ask(String kind, String requests) {
    return Python.linesOf(folder, "ask.py", requests, product.ports().endpoint(), kind);
  }
}
