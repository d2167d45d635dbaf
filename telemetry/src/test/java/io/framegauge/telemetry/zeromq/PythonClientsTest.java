package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.StatRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The queries and the stream as users of other languages see them.
class PythonClientsTest {
  private static final String RECORD_4 =
      """
      {"id":4,"record_type":"frame","ts":1004,"frame_no":400,"object_counter":12,"stage_stats":[\
      {"stage_name":"stage0","queue_length":2,"frame_counter":400,"object_counter":12,\
      "batch_counter":0,"latencies":[{"source_stage_name":"decode","min_latency_us":12,\
      "max_latency_us":90,"avg_latency_us":20.5,"count":100}]}]}\
      """;

  private static final String INFO =
      """
      {"pipeline_name":"city-traffic","run":"r1","oldest_id":2,"newest_id":5,"pid":4711,\
      "started_ms":1700000000000,"state":"running","uptime_us":12345678,"frame_no":360,\
      "frame_period":10000,"time_period":1.5,"history":100,"versions":{"framegauge":"0.1.0"},\
      "stages":[{"stage_name":"decode","factory":"decodebin","kind":"source","caps":"",\
      "buffer_counter":0,"frame_counter":null,"keyframe_counter":null,"byte_counter":0,\
      "batch_counter":0,"object_counter":0,"drops":{},\
      "last_buffer_us":null,"last_pts_us":null,"queue_length":null,"level":null,"latency":null},\
      {"stage_name":"ingress","factory":"queue","kind":"queue","caps":"video/x-h264",\
      "buffer_counter":361,"frame_counter":360,"keyframe_counter":12,"byte_counter":1000000,\
      "batch_counter":3,"object_counter":720,"drops":{"leaky":1,"unexplained":2},\
      "last_buffer_us":12300000,"last_pts_us":12000000,"queue_length":7,\
      "level":{"sampled_us":12340000,"buffers":7,"bytes":7000,"time_us":233000,"min_buffers":2,"max_buffers":9,\
      "limit_buffers":30,"limit_bytes":0,"limit_time_us":1000000},\
      "latency":{"sum_us":987654,"matched":351,"expired":1,"ambiguous":2,\
      "buckets":[0,0,0,350,0,0,0,0,0,0,0,0,0,0,0,0,1],\
      "native_buckets":[[40,350],[120,1]]}}],"refused":{"stages":3}}\
      """;

  private static String page(boolean gap, boolean more, String... records) {
    return "{\"pipeline_name\":\"city-traffic\",\"run\":\"r1\",\"oldest_id\":2,\"newest_id\":5,"
        + "\"gap\":%s,\"more\":%s,\"records\":[%s]}"
            .formatted(gap, more, String.join(",", records));
  }

  private static String record(long id) {
    return HistoryJson.write(MemoryHistory.record(id, 1));
  }

  @ParameterizedTest
  @CsvSource({"req,''", "dealer,''", "delimited,|"})
  void shouldAnswerAllQueries(String kind, String prefix) {
    List<List<byte[]>> requests =
        List.of(
            Python.frames("{\"query\":\"info\"}"),
            Python.frames("{\"query\":\"latest\",\"count\":1,\"before_id\":5}"),
            Python.frames("{\"query\":\"latest\"}"),
            Python.frames("{\"query\":\"newer_than\",\"id\":2,\"limit\":2}"),
            Python.frames("{\"id\":-1, \"query\" : \"newer_than\"}\n"),
            Python.frames("{\"query\":\"newer_than\",\"id\":9}"),
            Python.frames("{\"query\":\"window\",\"from_ms\":1003,\"to_ms\":1005}"),
            Python.frames(
                "{\"query\":\"window\",\"from_ms\":0,\"to_ms\":9999,\"limit\":1,\"before_id\":4}"));
    try (HistoryServer server =
        HistoryServer.start(
            "tcp://127.0.0.1:*", MemoryHistory.of(4, 6), () -> MemoryHistory.info("r1"))) {
      assertThat(Python.ask(server.endpoint(), kind, requests))
          .containsExactly(
              prefix + INFO,
              prefix + page(false, true, RECORD_4),
              prefix + page(false, false, record(5), record(4), record(3), record(2)),
              prefix + page(false, true, record(3), record(4)),
              prefix + page(true, false, record(2), record(3), record(4), record(5)),
              prefix + page(true, false),
              prefix + page(false, false, record(4), record(3)),
              prefix + page(false, true, record(3)));
    }
  }

  @Test
  void shouldAnswerBeforeTheFirstRecord() {
    try (HistoryServer server =
        HistoryServer.start(
            "tcp://127.0.0.1:*", MemoryHistory.of(4, 0), () -> MemoryHistory.info("r1"))) {
      String none =
          "{\"pipeline_name\":\"city-traffic\",\"run\":\"r1\",\"oldest_id\":-1,\"newest_id\":-1,"
              + "\"gap\":false,\"more\":false,\"records\":[]}";
      List<List<byte[]>> requests =
          List.of(
              Python.frames("{\"query\":\"latest\"}"),
              Python.frames("{\"query\":\"newer_than\",\"id\":-1}"));
      assertThat(Python.ask(server.endpoint(), "req", requests)).containsExactly(none, none);
    }
  }

  @Test
  void shouldStreamEveryRecordOnceInOrderToTheLast() {
    MemoryHistory history = MemoryHistory.of(1000, 1);
    List<String> heard = new ArrayList<>();
    HistoryPublisher publisher =
        HistoryPublisher.start("tcp://127.0.0.1:*", history, "city-traffic", "r1");
    try (Python listener = Python.start("listen.py", publisher.endpoint(), "city-traffic")) {
      assertThat(listener.line()).isEqualTo("ready");
      // a subscription takes effect a moment after the handshake: records until one is heard
      try (Records firstRecords = Records.every(history, Duration.ofMillis(20))) {
        heard.add(listener.line());
        assertThat(firstRecords.isAdding()).isTrue();
      }
      history.add(200);
      publisher.wake();
      history.add(2);
      publisher.close();
      heard.addAll(listener.rest());
    } finally {
      publisher.close();
    }
    List<StatRecord> records = heard.stream().map(PythonClientsTest::streamed).toList();
    long newest = history.newerThan(-1, 1).newestId();
    assertThat(records)
        .extracting(StatRecord::id)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(records.getFirst().id(), newest).boxed().toList());
    assertThat(records).contains(MemoryHistory.record(newest, 1));
  }

  private static StatRecord streamed(String line) {
    assertThat(line)
        .startsWith("city-traffic {\"pipeline_name\":\"city-traffic\",\"run\":\"r1\",\"id\":");
    return HistoryJson.read(line.substring("city-traffic ".length()));
  }

  @Test
  void shouldFollowWithTheSampleThroughARestart() {
    MemoryHistory history = MemoryHistory.of(10, 7);
    HistoryServer first =
        HistoryServer.start("tcp://127.0.0.1:*", history, () -> MemoryHistory.info("r1"));
    try (Python sample = Python.sample("history_client.py", first.endpoint())) {
      try (first) {
        assertThat(sample.line()).isEqualTo("2 frame frames=200 objects=6");
        assertThat(List.of(sample.line(), sample.line(), sample.line(), sample.line()))
            .last()
            .isEqualTo("6 frame frames=600 objects=18");
        history.add(1);
        assertThat(sample.line()).isEqualTo("7 frame frames=700 objects=21");
      }
      MemoryHistory anew = MemoryHistory.of(10, 2);
      try (HistoryServer second =
          HistoryServer.start(first.endpoint(), anew, () -> MemoryHistory.info("r2"))) {
        assertThat(second.endpoint()).isEqualTo(first.endpoint());
        assertThat(sample.line()).isEqualTo("0 initial frames=0 objects=0");
        assertThat(sample.line()).isEqualTo("1 frame frames=100 objects=3");
      }
    }
  }

  @Test
  void shouldTellWithTheSampleThatNobodyAnswers() {
    try (Python sample = Python.sample("history_client.py", "tcp://127.0.0.1:1")) {
      assertThat(sample.rest()).isEmpty();
      assertThat(sample.exitCode()).isEqualTo(1);
    }
  }
}
