package io.framegauge.adapters.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.adapters.transport.BoundingBox;
import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.Delivery;
import io.framegauge.adapters.transport.Endpoint;
import io.framegauge.adapters.transport.Envelope;
import io.framegauge.adapters.transport.Frames;
import io.framegauge.adapters.transport.Message;
import io.framegauge.adapters.transport.MessageSink;
import io.framegauge.adapters.transport.SinkSettings;
import io.framegauge.adapters.transport.VideoObject;
import io.framegauge.config.Section;
import io.framegauge.pipeline.port.FrameRegion;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZeroMqSourceTest {
  private static final byte[] PICTURE = "picture".getBytes(UTF_8);

  private final Stage stage = new Stage();
  private final Taken taken = new Taken();
  private final ZeroMqSource source =
      new ZeroMqSource(
          SourceConfig.read(Stage.properties("socket: 'rep+bind:tcp://127.0.0.1:0'")).orElseThrow(),
          new Arrivals());
  private final String address = source.open(stage.context()).replace("rep+bind", "req+connect");
  private final MessageSink sender =
      MessageSink.open("test", Endpoint.writer(address), SinkSettings.DEFAULTS, () -> false);
  private final CompletableFuture<Void> run = CompletableFuture.runAsync(() -> source.run(taken));

  @AfterEach
  void close() throws Exception {
    source.stop();
    run.get(10, TimeUnit.SECONDS);
    sender.close();
    source.close();
    stage.close();
  }

  private Delivery send(long number, String sourceId, Content content, byte[]... payload) {
    Message message = new Message("1.15.1", "system", number, content);
    return sender.send(Envelope.of(sourceId, message, payload), false);
  }

  private Delivery sendFrame(long number, String sourceId, VideoObject... objects) {
    return send(number, sourceId, Frames.frame(sourceId, number, List.of(objects)), PICTURE);
  }

  @Test
  void shouldPutAFrameWithItsTimesAndObjectsIntoThePipelineBeforeItAcknowledges() {
    VideoObject object =
        new VideoObject(
            7,
            Optional.empty(),
            "detector",
            "person",
            Optional.empty(),
            new BoundingBox(25.5f, 40, 11, 20, Optional.empty()),
            List.of(),
            Optional.of(0.75f),
            Optional.empty(),
            Optional.of(12L),
            new byte[0]);

    assertThat(sendFrame(1, "camera", object)).isEqualTo(Delivery.ACKNOWLEDGED);

    assertThat(taken.told)
        .containsExactly(
            "format video/x-h264, stream-format=byte-stream, alignment=au, width=768, height=576,"
                + " framerate=25/1, framed=(boolean)true",
            "source camera");
    assertThat(taken.frames).hasSize(1);
    assertThat(taken.frames.getFirst().bytes()).isEqualTo(PICTURE);
    assertThat(taken.frames.getFirst().ptsNanos()).isEqualTo(1);
    assertThat(taken.frames.getFirst().dtsNanos()).isEqualTo(-1);
    assertThat(taken.frames.getFirst().keyframe()).isFalse();
    assertThat(taken.frames.getFirst().objects())
        .containsExactly(new FrameRegion("person", 12, 20, 30, 11, 20, OptionalDouble.of(0.75)));
    assertThat(stage.count("zeromq_source_frames", "camera")).isEqualTo(1);
    assertThat(stage.count("zeromq_source_messages", "video_frame")).isEqualTo(1);
  }

  @Test
  void shouldCountMessagesThatDidNotComeAndPassOverOneThatComesAgain() {
    sendFrame(1, "camera");
    sendFrame(5, "camera");

    assertThat(sendFrame(5, "camera")).isEqualTo(Delivery.ACKNOWLEDGED);

    assertThat(taken.frames).hasSize(2);
    assertThat(stage.count("zeromq_source_missing_messages", "camera")).isEqualTo(3);
    assertThat(stage.count("zeromq_source_rejected_messages", "repeated")).isEqualTo(1);
  }

  @Test
  void shouldRefuseAnotherSourceByNameUntilTheFirstHasEnded() {
    sendFrame(1, "camera");

    assertThat(sendFrame(1, "other")).isEqualTo(Delivery.REFUSED);
    assertThat(sender.lastAnswer())
        .isEqualTo("rejected: one source at a time: source_id=other, until its end: camera");
    assertThat(send(2, "other", new Content.EndOfStream("other"))).isEqualTo(Delivery.REFUSED);

    assertThat(taken.frames).hasSize(1);
    assertThat(stage.count("zeromq_source_rejected_messages", "other_source")).isEqualTo(2);
  }

  @Test
  void shouldEndTheStreamBehindTheLastFrameAndThenReturn() throws Exception {
    sendFrame(1, "camera");

    assertThat(send(2, "camera", new Content.EndOfStream("camera"), new byte[0]))
        .isEqualTo(Delivery.ACKNOWLEDGED);

    run.get(10, TimeUnit.SECONDS);
    assertThat(taken.told).endsWith("end");
  }

  @Test
  void shouldCountWhatAModuleHasNoUseFor() {
    send(0, "camera", new Content.UserData("camera", List.of(), new byte[0]));
    send(1, "camera", Frames.frame("camera", 1, List.of()));

    assertThat(taken.frames).isEmpty();
    assertThat(stage.count("zeromq_source_rejected_messages", "content")).isEqualTo(1);
    assertThat(stage.count("zeromq_source_rejected_messages", "no_picture")).isEqualTo(1);
    assertThat(stage.count("zeromq_source_messages", "user_data")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image/jpeg, width=(int                                      | camera | format",
        "video/x-raw, format=(string)RGB, width=(int)2, height=(int)1 | camera | no_picture",
        "image/jpeg                                                  | ''     | no_source"
      })
  void shouldAcknowledgeAFrameThatIsNoneAndTakeTheNext(String caps, String id, String reason) {
    Content malformed = Frames.withCaps(caps, id, 1, List.of());

    assertThat(send(1, id, malformed, PICTURE)).isEqualTo(Delivery.ACKNOWLEDGED);
    assertThat(sendFrame(2, "camera")).isEqualTo(Delivery.ACKNOWLEDGED);

    assertThat(taken.frames).hasSize(1);
    assertThat(taken.told).hasSize(2).contains("source camera");
    assertThat(stage.count("zeromq_source_rejected_messages", reason)).isEqualTo(1);
  }

  @Test
  void shouldPassOverAnEndWithoutASource() {
    assertThat(send(1, "", new Content.EndOfStream(""))).isEqualTo(Delivery.ACKNOWLEDGED);

    assertThat(sendFrame(1, "camera")).isEqualTo(Delivery.ACKNOWLEDGED);
    assertThat(stage.count("zeromq_source_rejected_messages", "no_source")).isEqualTo(1);
  }

  @Test
  void shouldSayWhatIsWrongWithItsProperties() {
    Section properties =
        Stage.properties("{socket: 'ipc://x', receive_hwm: 0, source_id: a, source_id_prefix: b}");

    assertThat(SourceConfig.read(properties)).isEmpty();

    assertThat(properties.problems().list())
        .extracting(problem -> problem.toString().replaceFirst("^test.yml:\\d+:\\d+: ", ""))
        .containsExactlyInAnyOrder(
            "socket: ipc:// is not supported (JeroMQ's ipc is TCP underneath and does not talk to"
                + " other ZeroMQ libraries), use tcp://HOST:PORT: ipc://x",
            "receive_hwm: expected a whole number from 1 to 100000 (found 0)",
            "source_id_prefix: cannot go with source_id: source_id=a");
  }
}
