package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.FrameObject;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/// The plugins of [OffThreadTest], and what they write down.
final class Observers {
  static final List<String> CALLS = Collections.synchronizedList(new ArrayList<>());
  static final Set<String> THREADS = ConcurrentHashMap.newKeySet();
  static final AtomicBoolean GO_ON = new AtomicBoolean();
  private static volatile CountDownLatch through = new CountDownLatch(1);

  private Observers() {}

  /// Begins anew.
  static void forget() {
    CALLS.clear();
    THREADS.clear();
    GO_ON.set(false);
    through = new CountDownLatch(1);
  }

  /// Puts on each frame its number: as a pixel, an object's track, and data.
  public static final class Numbers implements Plugin {
    private int seen;

    @Override
    public void frame(Frame frame) {
      seen++;
      frame.writablePixels().set(ValueLayout.JAVA_BYTE, 0, (byte) seen);
      FrameObject object = frame.add("face", seen, 2, 3, 4);
      object.trackId(seen);
      object.confidence(0.5);
      frame.data("number", seen);
    }
  }

  /// Takes off again what [Numbers] has put on, and says when the last frame has come through.
  public static final class Wipes implements Plugin {
    private final int last;
    private int seen;

    public Wipes(int last) {
      this.last = last;
    }

    @Override
    public void frame(Frame frame) {
      frame.writablePixels().set(ValueLayout.JAVA_BYTE, 0, (byte) -1);
      frame.objects().forEach(frame::remove);
      frame.removeData("number");
      if (++seen == last) {
        through.countDown();
      }
    }
  }

  /// Writes down what it sees of the copies.
  public static class Witness implements Plugin {
    @Override
    public void start(PluginContext context) {
      CALLS.add("start");
    }

    @Override
    public void sourceAdded(String sourceId) {
      CALLS.add("added " + sourceId);
      THREADS.add(Thread.currentThread().getName());
    }

    @Override
    public void frame(Frame frame) throws Exception {
      FrameObject object = frame.objects().getFirst();
      CALLS.add(
          "%d %s %s #%d %d,%d %dx%d %s"
              .formatted(
                  frame.pixels().get(ValueLayout.JAVA_BYTE, 0),
                  frame.data("number", Integer.class).orElseThrow(),
                  object.label(),
                  object.trackId(),
                  object.x(),
                  object.y(),
                  object.width(),
                  object.height(),
                  object.confidence()));
      assertThat(
              "%s %d %d %dx%d %s %d %d"
                  .formatted(
                      frame.sourceId(),
                      frame.dtsNanos(),
                      frame.durationNanos() / 1_000_000,
                      frame.width(),
                      frame.height(),
                      frame.format(),
                      frame.stride(0),
                      frame.pixels().byteSize()))
          .isEqualTo("cam -1 33 32x16 RGB 96 1536");
      THREADS.add(Thread.currentThread().getName());
    }

    @Override
    public void sourceEnd(String sourceId) {
      CALLS.add("end " + sourceId);
      THREADS.add(Thread.currentThread().getName());
    }

    @Override
    public void sourceRemoved(String sourceId) {
      CALLS.add("removed " + sourceId);
    }

    @Override
    public void stop() {
      CALLS.add("stop");
    }
  }

  /// Waits in each frame until the last frame has come through the pipeline.
  public static final class Waiting extends Witness {
    @Override
    public void frame(Frame frame) throws Exception {
      assertThat(through.await(60, TimeUnit.SECONDS)).as("the flow goes on").isTrue();
      super.frame(frame);
    }
  }

  /// Looks at frames for longer than they take to come.
  public static final class Slow extends Witness {
    @Override
    public void frame(Frame frame) throws Exception {
      super.frame(frame);
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
      for (long left = 1; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  /// Comes back from no frame, whoever interrupts.
  public static final class Hanging extends Witness {
    @Override
    public void frame(Frame frame) throws Exception {
      super.frame(frame);
      while (!GO_ON.get()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  /// Throws on the second frame.
  public static final class Thrower implements Plugin {
    private int seen;

    @Override
    public void frame(Frame frame) {
      CALLS.add("frame");
      if (++seen == 2) {
        throw new IllegalStateException("on purpose");
      }
    }
  }

  /// Tries everything that changes a frame, and to use frames that are over.
  public static final class Changer implements Plugin {
    private @Nullable Frame kept;
    private @Nullable FrameObject object;
    private @Nullable MemorySegment pixels;

    @Override
    public void frame(Frame frame) {
      Frame earlier = kept;
      FrameObject earlierObject = object;
      MemorySegment earlierPixels = pixels;
      if (earlier != null && earlierObject != null && earlierPixels != null) {
        over(earlier::pixels);
        over(earlier::objects);
        over(earlierObject::label);
        assertThatThrownBy(() -> earlierPixels.get(ValueLayout.JAVA_BYTE, 0))
            .isInstanceOf(IllegalStateException.class);
        CALLS.add("over");
      }
      kept = frame;
      object = frame.objects().getFirst();
      pixels = frame.pixels();
      assertThat(pixels.isReadOnly()).isTrue();
      refused("drop", frame::drop);
      refused("add", () -> frame.add("face", 1, 2, 3, 4));
      refused("remove", () -> frame.remove(frame.objects().getFirst()));
      refused("writablePixels", frame::writablePixels);
      refused("data", () -> frame.data("number", 5));
      refused("removeData", () -> frame.removeData("number"));
      refused("label", () -> frame.objects().getFirst().label("cat"));
      refused("trackId", () -> frame.objects().getFirst().trackId(5));
      refused("confidence", () -> frame.objects().getFirst().confidence(1));
      refused("box", () -> frame.objects().getFirst().box(1, 2, 3, 4));
    }

    private static void refused(String call, ThrowingCallable of) {
      assertThatThrownBy(of)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage(
              "a plugin off the streaming thread sees a copy and cannot change the frame: call="
                  + call);
    }

    private static void over(ThrowingCallable of) {
      assertThatThrownBy(of)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a frame is only valid during the callback it was given to, on its thread");
    }
  }
}
