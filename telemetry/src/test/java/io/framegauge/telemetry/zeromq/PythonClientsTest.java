package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients with libzmq, as users have them.
@Timeout(90)
class PythonClientsTest {
  /// Sends each request and prints the answer; every wait is bounded.
  private static final String ASK =
      """
      import sys, zmq
      kind, endpoint = sys.argv[1:3]
      socket = zmq.Context().socket(zmq.REQ if kind == 'REQ' else zmq.DEALER)
      socket.linger, socket.rcvtimeo = 0, 20000
      socket.connect(endpoint)
      delimiter = [b''] if kind == 'DEALER with delimiter' else []
      for request in sys.argv[3:]:
          socket.send_multipart(delimiter + [request.encode()])
          answer = socket.recv_multipart()
          assert answer[:-1] == delimiter, answer
          print(answer[-1].decode())
      """;

  /// Prints what it hears until a record has the id that is given.
  private static final String LISTEN =
      """
      import json, sys, zmq
      endpoint, topic, last = sys.argv[1:]
      socket = zmq.Context().socket(zmq.SUB)
      socket.linger, socket.rcvtimeo = 0, 20000
      socket.subscribe(topic)
      socket.connect(endpoint)
      monitor = socket.get_monitor_socket(zmq.EVENT_HANDSHAKE_SUCCEEDED)
      monitor.rcvtimeo = 20000
      monitor.recv_multipart()
      print('connected')
      while True:
          topic, record = socket.recv_multipart()
          print(topic.decode(), record.decode())
          if json.loads(record)['id'] == int(last):
              break
      """;

  @ParameterizedTest
  @ValueSource(strings = {"REQ", "DEALER", "DEALER with delimiter"})
  void shouldAnswerTheFourQueriesToTheLetter(String kind) throws Exception {
    RecordedRun run = new RecordedRun("6f0c", 10).cut(15);
    try (HistoryServer server = run.serve();
        Python client =
            Python.start(
                ASK,
                kind,
                server.endpoint(),
                "{\"query\":\"info\"}",
                "{\"query\":\"latest\",\"count\":2}",
                "{\"query\":\"latest\",\"count\":10,\"before_id\":6}",
                "{\"query\":\"newer_than\",\"id\":11,\"limit\":2}",
                "{\"query\":\"window\",\"from_ms\":%d,\"to_ms\":%d,\"limit\":2,\"before_id\":13}"
                    .formatted(RecordedRun.ts(8), RecordedRun.ts(14)))) {
      assertThat(client.rest())
          .containsExactly(
              """
              {"pipeline_name":"city-traffic","run":"6f0c","oldest_id":5,"newest_id":14,\
              "pid":4711,"started_ms":1700000000000,"state":"running",\
              "frame_period":10000,"time_period":null,"history":10,\
              "versions":{"framegauge":"0.1.0","java":"25"},"stages":[\
              {"stage_name":"decode","factory":"decodebin","kind":"source"},\
              {"stage_name":"ingress","factory":"queue","kind":"queue"}]}\
              """,
              run.page(5, 14, false, true, 14, 13),
              run.page(5, 14, false, false, 5),
              run.page(5, 14, false, true, 12, 13),
              run.page(5, 14, false, true, 12, 11));
    }
  }

  @Test
  void shouldAnswerBeforeTheFirstRecord() throws Exception {
    RecordedRun run = new RecordedRun("6f0c", 10);
    try (HistoryServer server = run.serve();
        Python client =
            Python.start(
                ASK,
                "REQ",
                server.endpoint(),
                "{\"query\":\"latest\"}",
                "{\"query\":\"newer_than\",\"id\":-1}",
                "{\"query\":\"window\",\"from_ms\":0,\"to_ms\":9000000000000}")) {
      String empty = run.page(-1, -1, false, false);
      assertThat(client.rest()).containsExactly(empty, empty, empty);
    }
  }

  @Test
  void shouldStreamEveryRecordOnceInOrderUpToTheLastBeforeClosing() throws Exception {
    RecordedRun run = new RecordedRun("6f0c", 1000);
    HistoryPublisher publisher = run.publish();
    try (Python client = Python.start(LISTEN, publisher.endpoint(), RecordedRun.PIPELINE, "499")) {
      List<String> heard = new ArrayList<>();
      try (publisher) {
        assertThat(client.line()).isEqualTo("connected");
        // the first record that arrives proves the subscription; all after it must arrive
        heard.add(firstHeard(run, client));
        while (run.history().latest(1, Query.NO_BEFORE_ID).newestId() < 499) {
          run.cut();
        }
      }

      heard.addAll(client.rest());

      long first = idOf(heard.getFirst());
      assertThat(heard)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(first, 499)
                  .mapToObj(id -> "city-traffic " + run.streamed(id))
                  .toList());
    }
  }

  /// Cuts records, each after the one before has had the time to arrive, until one is heard.
  private static String firstHeard(RecordedRun run, Python client) throws Exception {
    Thread cutting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (true) {
                  run.cut();
                  Thread.sleep(50);
                }
              } catch (InterruptedException e) {
                // heard
              }
            });
    String line = client.line();
    cutting.interrupt();
    cutting.join();
    return line;
  }

  private static long idOf(String line) {
    return HistoryJson.read(line.substring(line.indexOf('{'))).id();
  }
}
