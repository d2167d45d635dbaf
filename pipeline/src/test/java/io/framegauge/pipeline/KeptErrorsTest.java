package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Messages;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.freedesktop.gstreamer.Bin;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.State;
import org.freedesktop.gstreamer.StateChangeReturn;
import org.freedesktop.gstreamer.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Errors that a bin keeps to itself: a `decodebin` that has been stopped passes none on.
final class KeptErrorsTest {
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final Duration NEVER = Duration.ofHours(1);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> onBus = new CopyOnWriteArrayList<>();
  private Pipeline pipeline;
  private Bin decodebin;
  private Element failing;

  @BeforeEach
  void build() {
    Gst.init("framegauge-test");
    pipeline = (Pipeline) Gst.parseLaunch("decodebin name=decode fakesink name=sink async=false");
    pipeline
        .getBus()
        .connect(
            (Bus.MESSAGE)
                (bus, message) -> {
                  if (Messages.type(Address.of(message)) == Messages.ERROR) {
                    onBus.add(text(message));
                  }
                });
    decodebin = (Bin) pipeline.getElementByName("decode");
    decodebin.setState(State.PAUSED);
    failing = ElementFactory.make("filesrc", "failing");
    failing.set("location", "/nope");
    failing.setLockedState(true);
    decodebin.add(failing);
  }

  @AfterEach
  void stop() {
    pipeline.setState(State.NULL);
    pipeline.dispose();
  }

  private static String text(Message message) {
    return message.getSource().getName() + ": " + Messages.error(Address.of(message)).text();
  }

  private KeptErrors listen(Duration patience) {
    return KeptErrors.listen(pipeline, patience, message -> told.add(text(message)));
  }

  /// The decodebin has been stopped, and an element in it fails nevertheless.
  private void failUnheard() {
    decodebin.setState(State.READY);
    fail();
  }

  private void fail() {
    failing.setState(State.READY);
    assertThat(failing.setState(State.PAUSED)).isEqualTo(StateChangeReturn.FAILURE);
  }

  /// Waits until what was to be told before now has been.
  private static void settle(Duration patience) throws Exception {
    Gst.getExecutor().schedule(() -> {}, patience.toMillis(), TimeUnit.MILLISECONDS).get();
  }

  @Test
  void shouldTellOfAnErrorThatNobodyHearsAndThatKeepsThePipelineFromStarting() throws Exception {
    try (KeptErrors _ = listen(PATIENCE)) {
      failUnheard();

      Await.until("the error is told", () -> !told.isEmpty());
      settle(PATIENCE);
    }
    assertThat(onBus).isEmpty();
    assertThat(told).first().isEqualTo("failing: Resource not found.");
  }

  @Test
  void shouldLeaveAnErrorToTheBusThatHearsIt() throws Exception {
    try (KeptErrors _ = listen(NEVER)) {
      fail();

      Await.until("the error is on the bus", () -> !onBus.isEmpty());
    }
    assertThat(onBus).first().isEqualTo("failing: Resource not found.");
    assertThat(told).isEmpty();
  }

  @Test
  void shouldTellNothingOfAnElementThatWasReplacedByAnother() throws Exception {
    CountDownLatch replaced = new CountDownLatch(1);
    try (KeptErrors _ = listen(PATIENCE)) {
      // the thread that tells waits, as a busy machine may take longer than the patience here
      Future<Boolean> waiting = Gst.getExecutor().submit(() -> replaced.await(1, TimeUnit.MINUTES));
      failUnheard();
      failing.setState(State.NULL);
      decodebin.remove(failing);
      replaced.countDown();
      assertThat(waiting.get()).isTrue();

      settle(PATIENCE);
    }
    assertThat(told).isEmpty();
  }

  @Test
  void shouldTellNothingWhenThePipelinePlays() throws Exception {
    decodebin.setLockedState(true);
    try (KeptErrors _ = listen(PATIENCE)) {
      failUnheard();
      pipeline.setState(State.READY);
      pipeline.setState(State.PLAYING);
      assertThat(pipeline.getState(20, TimeUnit.SECONDS)).isEqualTo(State.PLAYING);

      settle(PATIENCE);
    }
    assertThat(told).isEmpty();
  }

  @Test
  void shouldTellNothingOfAnotherPipelineNorOnceItIsClosed() throws Exception {
    Pipeline other = new Pipeline();
    KeptErrors elsewhere = KeptErrors.listen(other, PATIENCE, message -> told.add(text(message)));
    KeptErrors closed = listen(PATIENCE);
    failUnheard();
    closed.close();

    settle(PATIENCE);
    elsewhere.close();
    assertThat(told).isEmpty();
    other.dispose();
  }
}
