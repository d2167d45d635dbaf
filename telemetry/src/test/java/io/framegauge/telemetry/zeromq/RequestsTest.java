package io.framegauge.telemetry.zeromq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the server makes of requests that are not as they should be.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsTest {
  private static final String GOOD = "{\"query\":\"latest\",\"count\":1}";
  private static final int MAX_BYTES = 64 * 1024;

  private final RecordedRun run = new RecordedRun("6f0c", 10).cut(3);
  private final String goodAnswer = run.page(0, 2, false, true, 2);
  private HistoryServer server;
  private Transport client;

  @BeforeAll
  void connect() {
    server = run.serve();
    client = JeroMqTransport.dealer("test", Endpoint.parse("endpoint", server.endpoint()));
  }

  @AfterAll
  void close() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          hello                                        | not valid JSON: request=hello
          {'query':'latest'                            | not valid JSON: request={'query':'latest'
          {query:'latest'}                             | not valid JSON: request={query:'latest'}
          {'query':'latest','count':01}                | not valid JSON: request={'query':'latest','count':01}
          {'query':'latest',}                          | not valid JSON: request={'query':'latest',}
          {'query':'latest'} x                         | not valid JSON: request={'query':'latest'} x
          {'query':'latest'} {}                        | not valid JSON: request={'query':'latest'} {}
          ['latest']                                   | a request must be one JSON object: request=['latest']
          'latest'                                     | a request must be one JSON object: request='latest'
          42                                           | a request must be one JSON object: request=42
          null                                         | a request must be one JSON object: request=null
          {}                                           | a request must have a field query: known=info, latest, newer_than, window
          {'count':1}                                  | a request must have a field query: known=info, latest, newer_than, window
          {'query':1}                                  | query must be a text: query=1
          {'query':null}                               | query must be a text: query=null
          {'query':['info']}                           | query must be a text: query=[...]
          {'query':'newest'}                           | unknown query, known are info, latest, newer_than, window: query=newest
          {'query':'LATEST'}                           | unknown query, known are info, latest, newer_than, window: query=LATEST
          {'query':'info','query':'info'}              | a field must be given once: field=query
          {'query':'latest','count':1,'count':1}       | a field must be given once: field=count
          {'query':'info','count':1}                   | unknown field of query info: count=1
          {'query':'latest','cnt':1}                   | unknown field of query latest, known are count, before_id: cnt=1
          {'query':'newer_than','id':1,'count':1}      | unknown field of query newer_than, known are id, limit: count=1
          {'query':'window','from':1}                  | unknown field of query window, known are from_ms, to_ms, limit, before_id: from=1
          {'query':'latest','count':'1'}               | count must be a whole number: count='1'
          {'query':'latest','count':true}              | count must be a whole number: count=true
          {'query':'latest','count':null}              | count must be a whole number: count=null
          {'query':'latest','count':{'a':[1]}}         | count must be a whole number: count={...}
          {'query':'latest','count':1.5}               | count must be a whole number: count=1.5
          {'query':'latest','count':1.0}               | count must be a whole number: count=1.0
          {'query':'latest','count':1e2}               | count must be a whole number: count=1e2
          {'query':'latest','count':0}                 | count must be >= 1: count=0
          {'query':'latest','count':-1}                | count must be >= 1: count=-1
          {'query':'latest','count':1001}              | count must be <= 1000: count=1001
          {'query':'latest','count':18446744073709551617} | count must be <= 1000: count=18446744073709551617
          {'query':'latest','before_id':-1}            | before_id must be >= 0: before_id=-1
          {'query':'newer_than'}                       | id must be given: query=newer_than
          {'query':'newer_than','id':-2}               | id must be >= -1: id=-2
          {'query':'newer_than','id':-99999999999999999999} | id must be >= -1: id=-99999999999999999999
          {'query':'newer_than','id':9223372036854775808} | id must be <= 9223372036854775807: id=9223372036854775808
          {'query':'newer_than','id':1,'limit':0}      | limit must be >= 1: limit=0
          {'query':'window','to_ms':1}                 | from_ms must be given: query=window
          {'query':'window','from_ms':1}               | to_ms must be given: query=window
          {'query':'window','from_ms':-1,'to_ms':1}    | from_ms must be >= 0: from_ms=-1
          {'query':'window','from_ms':5,'to_ms':4}     | to_ms must be >= 5: to_ms=4
          """)
  void shouldSayWhatIsWrong(String request, String message) {
    assertThat(ask(request.replace('\'', '"'))).isEqualTo(error(message.replace('\'', '"')));
    assertThat(ask(GOOD)).isEqualTo(goodAnswer);
  }

  @Test
  void shouldRefuseWhatIsNotOneFrame() {
    assertThat(ask(frames("", "")))
        .isEqualTo(error("a request must be one JSON object: request is empty"));
    assertThat(ask(frames("", " \n")))
        .isEqualTo(error("a request must be one JSON object: request is empty"));
    assertThat(ask(frames("")))
        .isEqualTo(error("a request must be one JSON object: request is empty"));
    assertThat(ask(frames(GOOD, GOOD)))
        .isEqualTo(error("a request must be one JSON frame: frames=2"));
    assertThat(ask(frames("", GOOD, GOOD)))
        .isEqualTo(error("a request must be one JSON frame: frames=2"));
    assertThat(ask(frames("", "", GOOD)))
        .isEqualTo(error("a request must be one JSON frame: frames=2"));
    assertThat(ask(GOOD)).isEqualTo(goodAnswer);
  }

  @Test
  void shouldRefuseWhatIsNotUtf8() {
    assertThat(ask(List.of(new byte[] {'{', (byte) 0xff, '}'})))
        .isEqualTo(error("a request must be UTF-8 text: bytes=3"));
    assertThat(ask(List.of("{\"query\":\"straße\"}".getBytes(ISO_8859_1))))
        .isEqualTo(error("a request must be UTF-8 text: bytes=18"));
    assertThat(ask(GOOD)).isEqualTo(goodAnswer);
  }

  @Test
  void shouldRefuseDeepNesting() {
    assertThat(ask("{\"query\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}"))
        .startsWith("{\"error\":{\"code\":\"bad_request\",\"message\":\"not valid JSON: request={");
    assertThat(ask(GOOD)).isEqualTo(goodAnswer);
  }

  @Test
  void shouldShowOnlyTheBeginningOfALongRequest() {
    assertThat(ask("x".repeat(MAX_BYTES)))
        .isEqualTo(error("not valid JSON: request=" + "x".repeat(60) + "..."));
  }

  @Test
  void shouldDisconnectARequestOfMoreThan64KiB() throws Exception {
    String padded = GOOD + " ".repeat(MAX_BYTES - GOOD.length());
    assertThat(ask(padded)).isEqualTo(goodAnswer);

    try (RawPeer peer = new RawPeer(server.endpoint()).shake("Socket-Type", "DEALER")) {
      peer.send(RawPeer.header(0, MAX_BYTES + 1L));
      assertThat(peer.isDisconnected()).isTrue();
    }

    assertThat(ask(GOOD)).isEqualTo(goodAnswer);
  }

  @Test
  void shouldReportItsOwnFailureWithoutDetails() {
    try (HistoryServer broken =
            HistoryServer.start(
                "tcp://127.0.0.1:0",
                run.history(),
                () -> {
                  throw new IllegalStateException("secret");
                });
        Transport asking =
            JeroMqTransport.dealer("test", Endpoint.parse("endpoint", broken.endpoint()))) {
      asking.send(frames(GOOD));
      assertThat(new String(asking.receive(20_000).getLast(), UTF_8))
          .isEqualTo(
              "{\"error\":{\"code\":\"internal\",\"message\":\"the query could not be answered,"
                  + " see the log\"}}");
    }
  }

  private static String error(String message) {
    return "{\"error\":{\"code\":\"bad_request\",\"message\":" + new JsonPrimitive(message) + "}}";
  }

  private static List<byte[]> frames(String... frames) {
    return Stream.of(frames).map(frame -> frame.getBytes(UTF_8)).toList();
  }

  private String ask(String request) {
    return ask(frames(request));
  }

  /// The payload of the answer; a delimiter must come back.
  private String ask(List<byte[]> request) {
    assertThat(client.send(request)).isTrue();
    List<byte[]> answer = client.receive(20_000);
    boolean delimited = request.size() > 1 && request.getFirst().length == 0;
    assertThat(answer).hasSize(delimited ? 2 : 1);
    assertThat(answer.getFirst().length == 0).isEqualTo(delimited);
    return new String(answer.getLast(), UTF_8);
  }
}
