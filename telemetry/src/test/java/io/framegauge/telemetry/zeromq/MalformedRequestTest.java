package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a client may get wrong, and the exact answer.
class MalformedRequestTest {
  private static final String NOT_AN_OBJECT = "a request must be one JSON object: ";

  /// Request to message.
  private static final List<Map.Entry<String, String>> CASES =
      List.of(
          Map.entry("", NOT_AN_OBJECT + "request is empty"),
          Map.entry("  ", NOT_AN_OBJECT + "request is empty"),
          Map.entry("latest", "not valid JSON: request=latest"),
          Map.entry("{\"query\":", "not valid JSON: request={\"query\":"),
          Map.entry("{'query':'info'}", "not valid JSON: request={'query':'info'}"),
          Map.entry("{\"query\":\"info\",}", "not valid JSON: request={\"query\":\"info\",}"),
          Map.entry("[1]", NOT_AN_OBJECT + "request=[1]"),
          Map.entry("null", NOT_AN_OBJECT + "request=null"),
          Map.entry("{\"query\":\"info\"}{}", "not valid JSON: request={\"query\":\"info\"}{}"),
          Map.entry("{}", "a request must have a field query: known=" + QueryJson.KNOWN),
          Map.entry("{\"query\":1}", "query must be a text: query=1"),
          Map.entry(
              "{\"query\":\"oldest\"}",
              "unknown query, known are info, latest, newer_than, window: query=oldest"),
          Map.entry(
              "{\"query\":\"info\",\"query\":\"info\"}", "a field must be given once: field=query"),
          Map.entry(latest("\"count\":1,\"count\":1"), "a field must be given once: field=count"),
          Map.entry(latest("\"count\":0"), "count must be >= 1: count=0"),
          Map.entry(latest("\"count\":-5"), "count must be >= 1: count=-5"),
          Map.entry(latest("\"count\":1001"), "count must be <= 1000: count=1001"),
          Map.entry(
              latest("\"count\":99999999999999999999"),
              "count must be <= 1000: count=99999999999999999999"),
          Map.entry(latest("\"count\":1.5"), "count must be a whole number: count=1.5"),
          Map.entry(latest("\"count\":1e1"), "count must be a whole number: count=1e1"),
          Map.entry(latest("\"count\":\"10\""), "count must be a whole number: count=\"10\""),
          Map.entry(latest("\"count\":null"), "count must be a whole number: count=null"),
          Map.entry(latest("\"count\":true"), "count must be a whole number: count=true"),
          Map.entry(latest("\"count\":[1]"), "count must be a whole number: count=[...]"),
          Map.entry(latest("\"count\":{}"), "count must be a whole number: count={...}"),
          Map.entry(latest("\"count\":01"), "not valid JSON: request=" + latest("\"count\":01")),
          Map.entry(latest("\"count\":NaN"), "not valid JSON: request=" + latest("\"count\":NaN")),
          Map.entry(latest("\"before_id\":-1"), "before_id must be >= 0: before_id=-1"),
          Map.entry(
              latest("\"limit\":5"),
              "unknown field of query latest, known are count, before_id: limit=5"),
          Map.entry(
              "{\"query\":\"info\",\"count\":\"x\"}", "unknown field of query info: count=\"x\""),
          Map.entry("{\"query\":\"newer_than\"}", "id must be given: query=newer_than"),
          Map.entry("{\"query\":\"newer_than\",\"id\":-2}", "id must be >= -1: id=-2"),
          Map.entry(
              "{\"query\":\"newer_than\",\"id\":-99999999999999999999}",
              "id must be >= -1: id=-99999999999999999999"),
          Map.entry(
              "{\"query\":\"newer_than\",\"id\":9223372036854775808}",
              "id must be <= 9223372036854775807: id=9223372036854775808"),
          Map.entry("{\"query\":\"window\",\"from_ms\":1}", "to_ms must be given: query=window"),
          Map.entry(
              "{\"query\":\"window\",\"from_ms\":-1,\"to_ms\":1}",
              "from_ms must be >= 0: from_ms=-1"),
          Map.entry(
              "{\"query\":\"window\",\"from_ms\":9,\"to_ms\":8}", "to_ms must be >= 9: to_ms=8"));

  private static String latest(String field) {
    return "{\"query\":\"latest\"," + field + "}";
  }

  private static String answer(String message) {
    return "{\"error\":{\"code\":\"bad_request\",\"message\":\""
        + message.replace("\"", "\\\"")
        + "\"}}";
  }

  @Test
  void shouldSayWhatIsWrongWithEachRequest() {
    try (HistoryServer server = start()) {
      List<List<byte[]>> requests = CASES.stream().map(c -> Python.frames(c.getKey())).toList();
      assertThat(Python.ask(server.endpoint(), "req", requests))
          .containsExactlyElementsOf(CASES.stream().map(c -> answer(c.getValue())).toList());
    }
  }

  @Test
  void shouldClipWhatItRepeats() {
    String text = "x".repeat(1000);
    String name = "n".repeat(1000);
    String clipped = "x".repeat(60) + "...";
    List<List<byte[]>> requests =
        List.of(
            Python.frames(text),
            Python.frames("{\"query\":\"" + text + "\"}"),
            Python.frames("{\"query\":\"info\",\"" + name + "\":\"" + text + "\"}"));
    try (HistoryServer server = start()) {
      assertThat(Python.ask(server.endpoint(), "req", requests))
          .containsExactly(
              answer("not valid JSON: request=" + clipped),
              answer("unknown query, known are info, latest, newer_than, window: query=" + clipped),
              answer(
                  "unknown field of query info: "
                      + "n".repeat(60)
                      + "...=\""
                      + "x".repeat(59)
                      + "..."));
    }
  }

  @Test
  void shouldRefuseWhatIsNotUtf8() {
    try (HistoryServer server = start()) {
      assertThat(Python.ask(server.endpoint(), "req", List.of(List.of(new byte[] {(byte) 0xff}))))
          .containsExactly(answer("a request must be UTF-8 text: bytes=1"));
    }
  }

  @Test
  void shouldRefuseDeepNestingAndHugeNumbers() {
    String deep = "{\"query\":" + "[".repeat(60_000);
    String digits = "1".repeat(60_000);
    List<List<byte[]>> requests =
        List.of(
            Python.frames(deep), Python.frames("{\"query\":\"latest\",\"count\":" + digits + "}"));
    try (HistoryServer server = start()) {
      assertThat(Python.ask(server.endpoint(), "req", requests))
          .allMatch(answer -> answer.startsWith("{\"error\":{\"code\":\"bad_request\""));
    }
  }

  @Test
  void shouldTakeOneFrameOnly() {
    List<List<byte[]>> requests = new ArrayList<>();
    requests.add(Python.frames("{\"query\":\"info\"}", "{\"query\":\"info\"}"));
    requests.add(Python.frames("{\"query\":\"info\"}", ""));
    requests.add(Python.frames("", ""));
    try (HistoryServer server = start()) {
      String two = answer("a request must be one JSON frame: frames=2");
      assertThat(Python.ask(server.endpoint(), "delimited", requests))
          .containsExactly("|" + two, "|" + two, "|" + two);
      assertThat(Python.ask(server.endpoint(), "dealer", requests.subList(0, 2)))
          .containsExactly(two, two);
    }
  }

  @Test
  void shouldAnswerAnEmptyFrameWithoutDelimiter() {
    try (HistoryServer server = start()) {
      assertThat(Python.ask(server.endpoint(), "dealer", List.of(List.of(new byte[0]))))
          .containsExactly(answer(NOT_AN_OBJECT + "request is empty"));
    }
  }

  @Test
  void shouldTakeARequestOfTheLargestSize() {
    byte[] largest = new byte[JeroMqTransport.MAX_REQUEST_BYTES];
    java.util.Arrays.fill(largest, (byte) ' ');
    byte[] query = "{\"query\":\"info\"}".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(query, 0, largest, 0, query.length);
    try (HistoryServer server = start()) {
      assertThat(Python.ask(server.endpoint(), "req", List.of(List.of(largest))).getFirst())
          .startsWith("{\"pipeline_name\":\"city-traffic\"");
    }
  }

  @Test
  void shouldDisconnectWhoeverAnnouncesMore() {
    try (HistoryServer server = start();
        RawPeer peer = RawPeer.shakenHands(server.endpoint(), "DEALER")) {
      peer.send(RawPeer.header(JeroMqTransport.MAX_REQUEST_BYTES + 1L, false));
      peer.awaitClosed();
      assertThat(
              Python.ask(server.endpoint(), "req", List.of(Python.frames(latest("\"count\":0")))))
          .containsExactly(answer("count must be >= 1: count=0"));
    }
  }

  private static HistoryServer start() {
    return HistoryServer.start(
        "tcp://127.0.0.1:*", MemoryHistory.of(10, 3), () -> MemoryHistory.info("r1"));
  }
}
