package io.framegauge.adapters.transport;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.framegauge.adapters.cli.Await;
import io.framegauge.adapters.cli.Child;
import io.framegauge.adapters.cli.Python;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A peer over libzmq that was written from the description of the wire, and has no line in common
/// with the product.
class PythonPeerIT {
  private static final String SCRIPT = "wire.py";

  /// What both sides know of one frame.
  private static final String FRAME =
      """
      {"attributes": [{"hint": "h", "is_persistent": true, "name": "colour", "namespace": "model",
        "values": ["0801"]}],
       "codec": "h264", "creation_timestamp_ns_low": 1700000000123456789, "dts": -5,
       "external": {"method": "zeromq"}, "framerate": "25/1", "height": 576, "keyframe": false,
       "objects": [{"confidence": 0.75,
         "detection_box": {"angle": -45.0, "height": 40.25, "width": 30.0, "xc": 1.5, "yc": 2.0},
         "draw_label": "Person", "id": 3, "label": "person", "namespace": "detector",
         "parent_id": 0,
         "track_box": {"angle": -45.0, "height": 40.25, "width": 30.0, "xc": 1.5, "yc": 2.0},
         "track_id": -7}],
       "previous_frame_seq_id": 11, "previous_keyframe": "before", "pts": 12,
       "source_id": "camera", "time_base_denominator": 1000000000, "time_base_numerator": 1,
       "transcoding_method": 1, "uuid": "0196f000-0000-7000-8000-000000000001", "width": 768}
      """;

  @TempDir private Path folder;

  private static Message message(long seqId, Content content) {
    return new Message("1.15.1", "0196f000-0000-7000-8000-0000000000ff", seqId, content);
  }

  private static String json(String content) {
    return "{\"protocol_version\": \"1.15.1\", \"seq_id\": 7, \"system_id\":"
        + " \"0196f000-0000-7000-8000-0000000000ff\", "
        + content
        + "}";
  }

  /// The messages that travel in both directions, and what they look like in Python.
  private static SequencedMap<Content, String> contents() {
    VideoFrame frame = Frames.frame("camera", 12, List.of(Frames.object(3)));
    SequencedMap<Long, VideoFrame> batch = new LinkedHashMap<>(Map.of(-4L, frame));
    SequencedMap<Content, String> contents = new LinkedHashMap<>();
    contents.put(frame, "\"video_frame\": " + FRAME);
    contents.put(
        new Content.Batch(batch), "\"video_frame_batch\": {\"batch\": {\"-4\": " + FRAME + "}}");
    contents.put(new Content.Update(new byte[] {10, 1, 97}), "\"video_frame_update\": \"0a0161\"");
    contents.put(
        new Content.UserData("camera", List.of(), new byte[0]),
        "\"user_data\": {\"source_id\": \"camera\"}");
    contents.put(new Content.Unknown("what"), "\"unknown\": {\"message\": \"what\"}");
    contents.put(new Content.Shutdown("key"), "\"shutdown\": {\"auth\": \"key\"}");
    contents.put(
        new Content.EndOfStream("camera"), "\"end_of_stream\": {\"source_id\": \"camera\"}");
    return contents;
  }

  private static JsonObject object(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  @ParameterizedTest
  @CsvSource({"req, rep", "dealer, router", "pub, sub"})
  void shouldBeReadByAPeer(String ours, String theirs) {
    SequencedMap<Content, String> contents = contents();
    try (Child peer = Python.start(folder, SCRIPT, "", "read", theirs, "" + contents.size())) {
      awaitLines(peer, 1);
      Endpoint endpoint = Endpoint.writer(ours + "+connect:" + peer.outLines().getFirst());
      List<Delivery> deliveries = new ArrayList<>();
      try (MessageSink sink =
          MessageSink.open(
              "test", endpoint, new SinkSettings(50, 5000, 5000, 4, 2000), () -> false)) {
        if (ours.equals("pub")) {
          awaitSubscriber(sink, peer);
        }
        contents.keySet().forEach(content -> deliveries.add(sent(sink, content)));
      }
      assertThat(peer.exitCode()).as("%s", peer).isZero();
      assertThat(messages(peer).stream().map(PythonPeerIT::object))
          .containsExactlyElementsOf(contents.values().stream().map(PythonPeerIT::line).toList());
      assertThat(deliveries).isEqualTo(deliveries(ours, contents.size()));
    }
  }

  private static Delivery sent(MessageSink sink, Content content) {
    return sink.send(
        Envelope.of("camera", message(7, content), new byte[] {1, 2}),
        content instanceof Content.EndOfStream);
  }

  /// A publisher that nobody listens to drops; a subscription takes a moment.
  private static void awaitSubscriber(MessageSink sink, Child peer) {
    Await.until(
        "a subscriber",
        Child.PATIENCE,
        () -> {
          sink.send(Envelope.of("-", message(1, new Content.Nothing())), false);
          return peer.outLines().contains("-");
        },
        peer::toString);
  }

  private static List<Delivery> deliveries(String kind, int count) {
    List<Delivery> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean acknowledged = kind.equals("req") || (kind.equals("dealer") && i == count - 1);
      expected.add(acknowledged ? Delivery.ACKNOWLEDGED : Delivery.SENT);
    }
    return expected;
  }

  private static JsonObject line(String content) {
    return object(
        "{\"topic\": \"camera\", \"payload\": [\"0102\"], \"message\": " + json(content) + "}");
  }

  private static List<String> messages(Child peer) {
    return peer.outLines().stream().filter(line -> line.startsWith("{")).toList();
  }

  private static void awaitLines(Child peer, int count) {
    Await.until(
        count + " lines",
        Child.PATIENCE,
        () -> !peer.isAlive() || peer.outLines().size() >= count,
        peer::toString);
  }

  @ParameterizedTest
  @CsvSource({"rep, req", "router, dealer", "sub, pub"})
  void shouldReadAPeer(String ours, String theirs) {
    SequencedMap<Content, String> contents = contents();
    String input =
        String.join(
            "\n", contents.values().stream().map(content -> line(content).toString()).toList());
    try (MessageSource source = source(ours, SourceSettings.DEFAULTS);
        Child peer =
            Python.start(folder, SCRIPT, input, "write", theirs, source.endpoint().address())) {
      for (Content content : contents.keySet()) {
        Received.Arrived arrived = (Received.Arrived) received(source);
        assertThat(arrived.envelope().topic()).isEqualTo("camera");
        assertThat(arrived.envelope().parts().get(2)).containsExactly(1, 2);
        assertThat(arrived.message().content()).hasSameClassAs(content);
        assertThat(arrived.message().bytes()).isEqualTo(message(7, content).bytes());
        source.acknowledge(arrived);
      }

      assertThat(peer.exitCode()).as("%s", peer).isZero();
      int answers = ours.equals("rep") ? contents.size() : ours.equals("router") ? 1 : 0;
      assertThat(peer.outLines()).hasSize(answers).allMatch("OK"::equals);
      assertThat(source.learnedVersion()).isEqualTo(Optional.of("1.15.1"));
    }
  }

  private static MessageSource source(String kind, SourceSettings settings) {
    return MessageSource.open("test", Endpoint.reader(kind + "+bind:tcp://127.0.0.1:0"), settings);
  }

  private static Received received(MessageSource source) {
    Received[] received = {new Received.Nothing()};
    Await.until(
        "a message",
        Child.PATIENCE,
        () -> {
          received[0] = source.receive(100);
          return !(received[0] instanceof Received.Nothing);
        },
        () -> "none");
    return requireNonNull(received[0]);
  }

  @Test
  void shouldAnswerWhatItRejectsAndGoOn() {
    SourceSettings settings =
        new SourceSettings(new TopicFilter.Prefix("cam"), Optional.of("1.15.1"), 50, 1_000_000);
    String good = "\"end_of_stream\": {\"source_id\": \"x\"}";
    String input =
        String.join(
            "\n",
            "{\"topic\": \"camera\", \"raw\": \"ff\", \"payload\": []}",
            "{\"topic\": \"camera\", \"raw\": \"\", \"payload\": [], \"cut\": 1}",
            "{\"topic\": \"camera\", \"payload\": [], \"message\": {\"protocol_version\": \"0.9\"}}",
            "{\"topic\": \"other\", \"payload\": [], \"message\":"
                + json("\"user_data\": {\"source_id\": \"other\"}")
                + "}",
            "{\"topic\": \"other\", \"payload\": [], \"message\":" + json(good) + "}");
    try (MessageSource source = source("rep", settings);
        Child peer =
            Python.start(folder, SCRIPT, input, "write", "req", source.endpoint().address())) {
      List<Received> received = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        received.add(received(source));
      }
      source.acknowledge((Received.Arrived) received.getLast());

      assertThat(peer.exitCode()).as("%s", peer).isZero();
      assertThat(received.subList(0, 4))
          .extracting(each -> ((Received.Rejected) each).reason())
          .containsExactly(
              Rejection.UNDECODABLE, Rejection.TOO_SHORT, Rejection.VERSION, Rejection.TOPIC);
      assertThat(peer.outLines().get(0)).startsWith("rejected: is no message: ");
      assertThat(peer.outLines().subList(1, 5))
          .containsExactly(
              "rejected: must have a topic and a message: parts=1",
              "rejected: must be written by version 1.15.1: 0.9",
              "OK",
              "OK");
    }
  }

  @Test
  void shouldHandOnWhatItDoesNotKnow() {
    byte[] future = HexFormat.of().parseHex("0a06312e31352e31" + "9a0603616263" + "4a030a0178");
    Message message = Message.of(future);

    assertThat(message.protocolVersion()).isEqualTo("1.15.1");
    assertThat(message.content()).isEqualTo(new Content.EndOfStream("x"));
    assertThat(HexFormat.of().formatHex(message.bytes()))
        .isEqualTo("0a06312e31352e31" + "4a030a0178" + "9a0603616263");
  }
}
