package io.framegauge.adapters.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.adapters.transport.Attribute;
import io.framegauge.adapters.transport.BoundingBox;
import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.Endpoint;
import io.framegauge.adapters.transport.Frames;
import io.framegauge.adapters.transport.Message;
import io.framegauge.adapters.transport.MessageSource;
import io.framegauge.adapters.transport.Received;
import io.framegauge.adapters.transport.SourceSettings;
import io.framegauge.adapters.transport.VideoFrame;
import io.framegauge.adapters.transport.VideoObject;
import io.framegauge.pipeline.port.FrameRegion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZeroMqSinkTest {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final FrameRegion PERSON =
      new FrameRegion("person", 12, 20, 30, 11, 20, OptionalDouble.of(0.75));

  private final Stage stage = new Stage();
  private final MessageSource receiver =
      MessageSource.open(
          "test", Endpoint.reader("router+bind:tcp://127.0.0.1:0"), SourceSettings.DEFAULTS);
  private final Arrivals arrivals = new Arrivals();
  private Optional<ZeroMqSink> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(ZeroMqSink::stop);
    open.ifPresent(ZeroMqSink::close);
    receiver.close();
    stage.close();
  }

  private ZeroMqSink sink(String more) {
    String socket = receiver.endpoint().toString().replace("router+bind", "dealer+connect");
    ZeroMqSink sink =
        new ZeroMqSink(
            SinkConfig.read(Stage.properties("{socket: '" + socket + "'" + more + "}"))
                .orElseThrow(),
            arrivals);
    sink.open(stage.context());
    open = Optional.of(sink);
    return sink;
  }

  private Received.Arrived received() {
    return (Received.Arrived) receiver.receive(PATIENCE_MILLIS);
  }

  @Test
  void shouldSendAFrameAsItIsWithItsFormatTimesAndObjects() {
    sink("").frame(Leaving.at(1000, PERSON));

    Received.Arrived arrived = received();
    assertThat(arrived.envelope().topic()).isEqualTo("camera");
    assertThat(arrived.envelope().parts().get(2)).isEqualTo(Leaving.at(0).bytes());
    Message message = arrived.message();
    assertThat(message.protocolVersion()).isEqualTo(MessageWriter.NEWEST_VERSION);
    assertThat(message.seqId()).isEqualTo(1);
    VideoFrame frame = (VideoFrame) message.content();
    assertThat(frame.codec()).hasValue("raw-rgb24");
    assertThat(frame.width()).isEqualTo(2);
    assertThat(frame.height()).isEqualTo(1);
    assertThat(frame.framerate()).isEqualTo("10/1");
    assertThat(Times.pts(frame)).isEqualTo(1000);
    assertThat(CapsAttribute.in(frame.attributes())).hasValue(Leaving.at(0).caps());
    assertThat(Regions.of(frame.objects())).containsExactly(PERSON);
    assertThat(stage.count("zeromq_sink_frames", "camera")).isEqualTo(1);
  }

  @Test
  void shouldSendThePictureOnThatCameWithWhatTheMessageHadAndTheObjectsThatAreOnItNow() {
    VideoObject came =
        new VideoObject(
            7,
            Optional.of(3L),
            "detector",
            "face",
            Optional.of("Face"),
            new BoundingBox(25.25f, 40, 11, 20, Optional.empty()),
            List.of(Attribute.text("model", "colour", "red")),
            Optional.of(0.5f),
            Optional.empty(),
            Optional.empty(),
            new byte[0]);
    VideoFrame frame = Frames.frame("camera", 1000, List.of(came));
    Message message =
        new Message(
            "1.14.0", List.of("label"), Map.of("trace", "1"), 9, "other", frame, new byte[0]);
    arrivals.learn(message.protocolVersion());
    ZeroMqSink sink = sink(", codec: copy");
    arrivals.add("camera", 1000, message, frame, new byte[] {42});

    sink.frame(Leaving.at(1000, PERSON));

    Received.Arrived arrived = received();
    assertThat(arrived.envelope().parts().get(2)).containsExactly(42);
    assertThat(arrived.message().protocolVersion()).isEqualTo("1.14.0");
    assertThat(arrived.message().routingLabels()).containsExactly("label");
    assertThat(arrived.message().propagatedContext()).containsEntry("trace", "1");
    VideoFrame sent = (VideoFrame) arrived.message().content();
    assertThat(sent.uuid()).isEqualTo(frame.uuid());
    assertThat(sent.codec()).isEqualTo(frame.codec());
    assertThat(sent.attributes()).hasSameSizeAs(frame.attributes());
    VideoObject object = sent.objects().getFirst();
    assertThat(object.id()).isEqualTo(7);
    assertThat(object.parentId()).hasValue(3L);
    assertThat(object.namespace()).isEqualTo("detector");
    assertThat(object.label()).isEqualTo("person");
    assertThat(object.detectionBox()).isEqualTo(came.detectionBox());
    assertThat(object.confidence()).hasValue(0.5f);
    assertThat(object.trackId()).hasValue(12L);
    assertThat(object.attributes().getFirst().text()).hasValue("red");
  }

  @Test
  void shouldCountAFrameThatNoneCameFor() {
    sink(", codec: copy").frame(Leaving.at(1000));

    assertThat(stage.count("zeromq_sink_unmatched_frames")).isEqualTo(1);
    assertThat(stage.count("zeromq_sink_messages", "video_frame")).isZero();
  }

  @Test
  void shouldWaitUntilTheEndOfTheStreamIsAcknowledgedAndCountAnewThen() throws Exception {
    ZeroMqSink sink = sink(", acknowledge_timeout: 0.2");
    CompletableFuture<Void> end = CompletableFuture.runAsync(() -> sink.end("camera"));

    Received.Arrived arrived = received();
    assertThat(arrived.message().content()).isEqualTo(new Content.EndOfStream("camera"));
    assertThat(receiver.receive(500)).isInstanceOf(Received.Nothing.class);
    assertThat(end).isNotDone();
    receiver.acknowledge(arrived);
    end.get(10, TimeUnit.SECONDS);
    sink.frame(Leaving.at(1000));
    assertThat(received().message().seqId()).isEqualTo(1);
    assertThat(stage.count("zeromq_sink_messages", "end_of_stream")).isEqualTo(1);
  }

  @Test
  void shouldGoOnInTimeWhenAStreamBeginsAnew() {
    ZeroMqSink sink = sink(", loop: true");
    sink.frame(Leaving.at(0));
    sink.frame(Leaving.at(100));

    sink.end("camera");
    sink.frame(Leaving.at(0));

    assertThat(List.of(pts(), pts(), pts())).containsExactly(0L, 100L, 200L);
    assertThat(sink.repeats()).isTrue();
  }

  private long pts() {
    return ((VideoFrame) received().message().content()).pts();
  }

  @Test
  void shouldFailWhenNobodyTakesAMessageWithinTheAttempts() {
    ZeroMqSink sink = sink(", send_timeout: 0.1, attempts: 2");
    String endpoint = receiver.endpoint().toString().replace("router+bind", "dealer+connect");
    receiver.close();

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                sink.frame(Leaving.at(i));
              }
            })
        .hasMessage("nobody takes messages at " + endpoint + " (attempts=2)");
    assertThat(stage.count("zeromq_sink_send_failures", "send_timeout")).isEqualTo(2);
  }
}
