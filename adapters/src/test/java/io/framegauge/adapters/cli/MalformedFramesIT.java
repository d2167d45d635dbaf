package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.Delivery;
import io.framegauge.adapters.transport.Endpoint;
import io.framegauge.adapters.transport.Envelope;
import io.framegauge.adapters.transport.Frames;
import io.framegauge.adapters.transport.Message;
import io.framegauge.adapters.transport.MessageSink;
import io.framegauge.adapters.transport.SinkSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames that can be read as messages and are none: they are acknowledged, so that no sender keeps
/// them for ever, and counted, and what comes behind them is taken.
class MalformedFramesIT {
  private static final String RAW =
      "video/x-raw, format=RGB, width=64, height=48, framerate=10/1, interlace-mode=progressive";
  private static final byte[] PICTURE = new byte[64 * 48 * 3];

  @TempDir private Path folder;
  private long number;

  private Delivery send(MessageSink to, String topic, Content content, byte[]... payload) {
    Message message = new Message("1.15.1", "system", ++number, content);
    return to.send(Envelope.of(topic, message, payload), false);
  }

  private Delivery sendFrame(MessageSink to, String caps, String sourceId, byte[] picture) {
    return send(
        to,
        sourceId,
        Frames.withCaps(caps, sourceId, number * 100_000_000, List.of(Frames.nowhere())),
        picture);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-files", "video-files-sink", "metadata-json"})
  void shouldGoOnBehindThem(String adapter) throws IOException {
    String address = Ports.free().endpoint();
    Path out = folder.resolve("out");
    try (Product sink =
            Product.Start.in(folder)
                .with("ZMQ_ENDPOINT", "rep+bind:" + address)
                .with("LOCATION", out.toString())
                .run("adapter", adapter);
        MessageSink sender =
            MessageSink.open(
                "test",
                Endpoint.writer("req+connect:" + address),
                new SinkSettings(50, 60_000, 5_000, 4, 100),
                () -> false)) {
      assertThat(
              List.of(
                  sendFrame(sender, RAW, "", PICTURE),
                  send(sender, "", new Content.EndOfStream("")),
                  sendFrame(sender, "image/jpeg, width=(int", "camera", PICTURE),
                  sendFrame(sender, "image/jpeg, width=[ 1, 2 ]", "camera", PICTURE),
                  sendFrame(sender, RAW, "camera", new byte[3]),
                  sendFrame(sender, RAW, "camera", PICTURE),
                  sendFrame(sender, RAW, "camera", new byte[3]),
                  sendFrame(sender, RAW, "camera", PICTURE)))
          .as("%s", sink.process())
          .containsOnly(Delivery.ACKNOWLEDGED);
      Samples samples = sink.scrape();
      assertThat(rejected(samples, "no_source")).isEqualTo(2);
      assertThat(rejected(samples, "format")).isEqualTo(2);
      assertThat(rejected(samples, "no_picture")).isEqualTo(2);
      assertThat(samples.value("zeromq_source_frames_total", "source_id", "camera")).isEqualTo(2);

      assertThat(send(sender, "camera", new Content.EndOfStream("camera")))
          .isEqualTo(Delivery.ACKNOWLEDGED);
      assertThat(sink.process().exitCode()).as("%s", sink.process()).isZero();
    }
    Path lines = adapter.equals("metadata-json") ? out : out.resolve("camera/0000.jsonl");
    assertThat(lines).content().containsPattern("\"xc\":null.*\n.*\"xc\":null");
  }

  private static double rejected(Samples samples, String reason) {
    return samples.value("zeromq_source_rejected_messages_total", "reason", reason);
  }
}
