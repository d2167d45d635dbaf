package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.FrameObject;
import io.framegauge.pipeline.plugin.Plugin;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a plugin sees of a frame, and what others see of what it does, in real pipelines.
class FrameTest {
  private static final String SOURCE =
      "videotestsrc name=cam num-buffers=%d ! video/x-raw,format=RGB,width=32,height=16 ! ";
  private static final String LINE =
      SOURCE + "identity name=a ! queue ! identity name=b ! fakesink name=sink";
  private static final String TEE =
      SOURCE
          + "identity name=first ! tee name=t ! identity name=a ! fakesink async=false"
          + " t. ! identity name=b ! fakesink async=false";
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

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

  private static String shown(FrameObject object) {
    return "%s %s #%d %d,%d %dx%d"
        .formatted(
            object.label(),
            object.confidence(),
            object.trackId(),
            object.x(),
            object.y(),
            object.width(),
            object.height());
  }

  @Test
  void shouldTellWhatAFrameIs() throws InterruptedException {
    try (MeasuredPipeline pipeline = pipeline(LINE, 1)) {
      plug(
          pipeline,
          "b",
          frame ->
              seen.add(
                  "%s %d %d %d %dx%d %s %d %d %d %d"
                      .formatted(
                          frame.sourceId(),
                          frame.ptsNanos(),
                          frame.dtsNanos(),
                          frame.durationNanos(),
                          frame.width(),
                          frame.height(),
                          frame.format(),
                          frame.stride(0),
                          frame.stride(1),
                          frame.planeOffset(0),
                          frame.pixels().byteSize())));
      run(pipeline);
    }

    assertThat(seen).containsExactly("cam 0 -1 33333333 32x16 RGB 96 0 0 1536");
  }

  @Test
  void shouldAddChangeAndRemoveObjects() throws InterruptedException {
    try (MeasuredPipeline pipeline = pipeline(LINE, 2)) {
      plug(
          pipeline,
          "a",
          frame -> {
            FrameObject face = frame.add("face", 1, 2, 3, 4);
            face.confidence(0.75);
            face.trackId(7);
            frame.add("cat", 5, 6, 7, 8);
          });
      plug(
          pipeline,
          "b",
          frame -> {
            List<FrameObject> objects = frame.objects();
            objects.forEach(object -> seen.add(shown(object)));
            FrameObject face = objects.getFirst();
            face.label("person");
            face.confidence(1);
            face.trackId(-3);
            face.box(10, 11, 12, 13);
            frame.remove(objects.getLast());
          });
      plug(
          pipeline,
          "sink",
          frame -> frame.objects().forEach(object -> seen.add("then " + shown(object))));
      run(pipeline);
    }

    assertThat(seen)
        .containsSubsequence(
            "face 0.75 #7 1,2 3x4", "cat NaN #0 5,6 7x8", "then person 1.0 #-3 10,11 12x13")
        .hasSize(6);
  }

  @Test
  void shouldReadWhatDetectorsAndTrackersWrite() throws InterruptedException {
    try (MeasuredPipeline pipeline = pipeline(LINE, 1)) {
      Metas.attach(
          pipeline,
          "a",
          (buffer, number) ->
              Metas.regionWith(
                  buffer,
                  "face",
                  "roi/x264enc, delta-qp=(double)-5.0;",
                  "detection, confidence=(double)0.5, label_id=(int)3;",
                  "object_id, id=(int)42;"));
      plug(pipeline, "b", frame -> frame.objects().forEach(object -> seen.add(shown(object))));
      plug(pipeline, "sink", frame -> frame.objects().forEach(object -> object.confidence(0.25)));
      List<String> params = Metas.paramsAt(pipeline.element("sink"));
      run(pipeline);

      assertThat(seen).containsExactly("face 0.5 #42 1,2 3x4");
      assertThat(params).containsExactly("detection, confidence=(double)0.25, label_id=(int)3;");
    }
  }

  @Test
  void shouldNotCopyPixelsThatNobodyElseHolds() throws InterruptedException {
    try (MeasuredPipeline pipeline = pipeline(LINE, 3)) {
      plug(
          pipeline,
          "a",
          frame -> {
            long address = frame.pixels().address();
            MemorySegment pixels = frame.writablePixels();
            seen.add("same " + (pixels.address() == address));
            pixels.set(BYTE, 0, (byte) 7);
            assertThat(frame.pixels().get(BYTE, 0)).isEqualTo((byte) 7);
            assertThat(frame.pixels().isReadOnly()).isTrue();
          });
      plug(pipeline, "b", frame -> seen.add("then " + frame.pixels().get(BYTE, 0)));
      run(pipeline);
    }

    assertThat(seen).hasSize(6).containsOnly("same true", "then 7");
  }

  /// The tee gives both branches the same buffer, first to a, then to b.
  @Test
  void shouldShareFramesUntilABranchChangesThem() throws InterruptedException {
    List<Long> addresses = Collections.synchronizedList(new ArrayList<>());
    try (MeasuredPipeline pipeline = pipeline(TEE, 1)) {
      plug(
          pipeline,
          "first",
          frame -> {
            frame.add("face", 1, 2, 3, 4);
            frame.writablePixels().set(BYTE, 0, (byte) 7);
            frame.data("note", "from first");
          });
      plug(
          pipeline,
          "a",
          frame -> {
            FrameObject face = frame.objects().getFirst();
            MemorySegment before = frame.pixels();
            addresses.add(before.address());
            face.label("person");
            frame.data("note", "from a");
            frame.add("cat", 5, 6, 7, 8);
            assertThat(before.get(BYTE, 0)).isEqualTo((byte) 7);
            assertThat(frame.pixels().address()).isEqualTo(before.address());
            MemorySegment own = frame.writablePixels();
            own.set(BYTE, 0, (byte) 8);
            assertThat(own.address()).isNotEqualTo(addresses.getFirst());
            assertThatThrownBy(() -> before.get(BYTE, 0)).isInstanceOf(IllegalStateException.class);
            assertThat(shown(face)).isEqualTo("person NaN #0 1,2 3x4");
            assertThat(frame.objects()).hasSize(2).first().isSameAs(face);
          });
      plug(
          pipeline,
          "b",
          frame -> {
            addresses.add(frame.pixels().address());
            seen.add(
                frame.pixels().get(BYTE, 0)
                    + " "
                    + frame.data("note", String.class).orElseThrow()
                    + " "
                    + frame.objects().stream().map(FrameTest::shown).toList());
          });
      run(pipeline);
    }

    assertThat(seen).containsExactly("7 from first [face NaN #0 1,2 3x4]");
    assertThat(addresses).hasSize(2);
    assertThat(addresses.getFirst()).isEqualTo(addresses.getLast());
  }

  @Test
  void shouldRefuseFramesThatWereKept() throws InterruptedException {
    List<Frame> frames = Collections.synchronizedList(new ArrayList<>());
    List<FrameObject> objects = Collections.synchronizedList(new ArrayList<>());
    List<MemorySegment> pixels = Collections.synchronizedList(new ArrayList<>());
    try (MeasuredPipeline pipeline = pipeline(LINE, 50)) {
      plug(
          pipeline,
          "a",
          frame -> {
            refuse(frames, objects, pixels); // in a later callback, the memory in use again
            frames.add(frame);
            objects.add(frame.add("face", 1, 2, 3, 4));
            pixels.add(frame.pixels());
            frames.add(frame);
            pixels.add(frame.writablePixels());
            assertThat(elsewhere(frame))
                .isEqualTo(
                    "a frame is only valid during the callback it was given to, on its thread");
          });
      run(pipeline);
      refuse(frames, objects, pixels);
    }
    assertThat(pixels).hasSize(100);
    refuse(frames, objects, pixels);
  }

  private static void refuse(
      List<Frame> frames, List<FrameObject> objects, List<MemorySegment> pixels) {
    String rule = "a frame is only valid during the callback it was given to, on its thread";
    for (Frame frame : frames) {
      assertThatThrownBy(frame::pixels).isInstanceOf(IllegalStateException.class).hasMessage(rule);
      assertThatThrownBy(frame::width).hasMessage(rule);
      assertThatThrownBy(frame::drop).hasMessage(rule);
      assertThatThrownBy(() -> frame.add("late", 1, 1, 1, 1)).hasMessage(rule);
      assertThatThrownBy(() -> frame.data("late", "x")).hasMessage(rule);
    }
    for (FrameObject object : objects) {
      assertThatThrownBy(object::label).isInstanceOf(IllegalStateException.class).hasMessage(rule);
      assertThatThrownBy(() -> object.trackId(1)).hasMessage(rule);
    }
    for (MemorySegment each : pixels) {
      assertThatThrownBy(() -> each.get(BYTE, 0))
          .isInstanceOfAny(IllegalStateException.class, WrongThreadException.class);
    }
  }

  private static String elsewhere(Frame frame) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return "read " + frame.ptsNanos();
              } catch (IllegalStateException refused) {
                return String.valueOf(refused.getMessage());
              }
            })
        .join();
  }

  @Test
  void shouldRefuseWhatAFrameCannotHave() throws InterruptedException {
    try (MeasuredPipeline pipeline = pipeline(LINE, 1)) {
      plug(
          pipeline,
          "a",
          frame -> {
            FrameObject face = frame.add("face", 1, 2, 3, 4);
            assertThatThrownBy(() -> frame.add("face", -1, 2, 3, 4))
                .hasMessage("must be >= 0: x=-1");
            assertThatThrownBy(() -> face.box(1, 2, 3, -4)).hasMessage("must be >= 0: height=-4");
            assertThatThrownBy(() -> face.confidence(1.5))
                .hasMessage("must be from 0 to 1: confidence=1.5");
            assertThatThrownBy(() -> face.confidence(Double.NaN))
                .hasMessage("must be from 0 to 1: confidence=NaN");
            frame.remove(face);
            assertThatThrownBy(face::x).hasMessage("the object is not on the frame any more");
            assertThatThrownBy(() -> frame.remove(face))
                .hasMessage("the object is not on this frame");
            assertThatThrownBy(() -> frame.stride(4)).isInstanceOf(IndexOutOfBoundsException.class);
            seen.add("done");
          });
      run(pipeline);
    }
    assertThat(seen).containsExactly("done");
  }
}
