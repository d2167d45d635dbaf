package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.pipeline.gst.FrameData;
import io.framegauge.pipeline.plugin.Plugin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What plugins leave on frames for others, in real pipelines.
class FrameDataTest {
  private static final String SOURCE =
      "videotestsrc name=cam num-buffers=%d ! video/x-raw,format=RGB,width=32,height=16 ! ";

  private final PluggedIn plugged = new PluggedIn();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  private MeasuredPipeline pipeline(String text, int frames) {
    return new MeasuredPipeline(text.formatted(frames), MeasuredPipeline.metrics());
  }

  private void plug(MeasuredPipeline pipeline, String element, Plugin plugin) {
    plugged.on(pipeline, element, plugin);
  }

  private void run(MeasuredPipeline pipeline) throws InterruptedException {
    pipeline.run();
    plugged.check();
  }

  @Test
  void shouldRefuseOtherTypesAndTooManyNames() throws InterruptedException {
    try (MeasuredPipeline pipeline = pipeline(SOURCE + "identity name=a ! fakesink", 1)) {
      plug(
          pipeline,
          "a",
          frame -> {
            frame.data("note", 5);
            assertThatThrownBy(() -> frame.data("note", String.class))
                .hasMessage(
                    "the frame has a java.lang.Integer under this name, not a java.lang.String:"
                        + " name=note");
            for (int i = 1; i < 64; i++) {
              frame.data("note" + i, i);
            }
            frame.data("note1", 1);
            assertThatThrownBy(() -> frame.data("note64", 64))
                .hasMessage("a frame carries at most 64 names: name=note64");
            seen.add("done");
          });
      run(pipeline);
    }
    assertThat(seen).containsExactly("done");
  }

  @Test
  void shouldCarryDataToPluginsBehind() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        pipeline(
            SOURCE
                + "identity name=a ! queue ! videoconvert ! video/x-raw,format=I420 ! videoscale"
                + " ! video/x-raw,width=64,height=32 ! identity name=b ! fakesink name=sink",
            20)) {
      plug(pipeline, "a", frame -> frame.data("pts", frame.ptsNanos()));
      plug(
          pipeline,
          "b",
          frame -> {
            assertThat(frame.data("pts", Long.class)).hasValue(frame.ptsNanos());
            assertThat(frame.data("other", Long.class)).isEmpty();
            frame.removeData("pts");
            frame.removeData("other");
            seen.add("b");
          });
      plug(pipeline, "sink", frame -> seen.add("then " + frame.data("pts", Long.class)));
      run(pipeline);
    }
    assertThat(seen).hasSize(40).containsOnly("b", "then Optional.empty");
  }

  @Test
  void shouldLetDataGoWithTheFrames() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        pipeline(
            SOURCE
                + "identity name=a ! tee name=t ! queue ! identity name=b ! fakesink"
                + " t. ! queue leaky=downstream max-size-buffers=1 ! identity name=c ! fakesink",
            2_000)) {
      plug(pipeline, "a", frame -> frame.data("weight", new byte[100_000]));
      plug(
          pipeline,
          "b",
          frame -> {
            frame.data("more", frame.ptsNanos());
            if (frame.ptsNanos() % 3 == 0) {
              frame.drop();
            }
          });
      plug(pipeline, "c", frame -> assertThat(frame.data("weight", byte[].class)).isPresent());
      run(pipeline);
    }
    Await.until("no buffer carries anything", () -> FrameData.held() == 0);
  }
}
