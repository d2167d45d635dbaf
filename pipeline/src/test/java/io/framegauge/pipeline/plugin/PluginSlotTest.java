package io.framegauge.pipeline.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.metrics.Collectors;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.metrics.Families;
import io.framegauge.telemetry.record.FamilyValues;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PluginSlotTest {
  private final List<String> calls = new ArrayList<>();
  private final List<String> thrown = new ArrayList<>();
  private final Families families =
      new Families(
          LiveCounters.create("test", new UUID(1, 2), Limits.of(4, 100), 0, 0, 0).series(),
          ExtraLabels.NONE);
  private final Collectors collectors = new Collectors(families, Collectors.TIMEOUT);
  private final Frame frame = MemoryFrame.of();

  /// Writes down what it is called with; throws in one callback.
  private final class Witness implements Plugin {
    private final String name;
    private final String throwsIn;

    Witness(String name, String throwsIn) {
      this.name = name;
      this.throwsIn = throwsIn;
    }

    private void called(String callback) {
      calls.add(name + " " + callback);
      if (callback.equals(throwsIn)) {
        throw new IllegalStateException(name);
      }
    }

    @Override
    public void start(PluginContext context) {
      context.collectors().register("own", readings -> readings.gauge("of_" + name, "", "").add(1));
      called("start");
    }

    @Override
    public void sourceAdded(String sourceId) {
      called("added " + sourceId);
    }

    @Override
    public void frame(Frame passing) {
      called("frame");
    }

    @Override
    public void sourceEnd(String sourceId) {
      called("end " + sourceId);
    }

    @Override
    public void sourceRemoved(String sourceId) {
      called("removed " + sourceId);
    }

    @Override
    public void stop() {
      called("stop");
    }
  }

  private PluginContext context() {
    History none =
        (History)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {History.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException();
                });
    return new PluginContext("p", LoggerFactory.getLogger("p"), families, collectors, none);
  }

  private PluginSlot started(Plugin first) throws Exception {
    PluginSlot slot =
        new PluginSlot(first, (callback, why) -> thrown.add(callback + ": " + why.getMessage()));
    slot.start(context());
    slot.sourceAdded("cam");
    slot.frame(frame);
    return slot;
  }

  private List<String> told() {
    return collectors.collect().stream().map(FamilyValues::name).toList();
  }

  @Test
  void shouldHandOverBetweenTwoFrames() throws Exception {
    PluginSlot slot = started(new Witness("a", ""));

    slot.replace(new Witness("b", ""));
    slot.stopReplaced();
    slot.frame(frame);
    slot.frame(frame);
    slot.stopReplaced();
    slot.sourceEnd("cam");
    slot.sourceRemoved("cam");
    slot.stop();

    assertThat(calls)
        .containsExactly(
            "a start",
            "a added cam",
            "a frame",
            "b start",
            "b added cam",
            "b frame",
            "b frame",
            "a stop",
            "b end cam",
            "b removed cam",
            "b stop");
    assertThat(thrown).isEmpty();
  }

  @Test
  void shouldStopOneThatWasReplacedBeforeItSawAFrame() throws Exception {
    PluginSlot slot = started(new Witness("a", ""));

    slot.replace(new Witness("b", "stop"));
    slot.replace(new Witness("c", ""));
    slot.sourceAdded("other");
    slot.replace(new Witness("d", ""));
    slot.stop();

    assertThat(calls)
        .containsExactly(
            "a start",
            "a added cam",
            "a frame",
            "b start",
            "c start",
            "b stop",
            "c added cam",
            "c added other",
            "d start",
            "a stop",
            "d stop",
            "c stop");
    assertThat(thrown).containsExactly("stop: b");
  }

  @Test
  void shouldStayAsItIsWhenTheNextOneCannotStart() throws Exception {
    PluginSlot slot = started(new Witness("a", ""));

    assertThatThrownBy(() -> slot.replace(new Witness("b", "start"))).hasMessage("b");

    slot.frame(frame);
    assertThat(calls).containsExactly("a start", "a added cam", "a frame", "b start", "a frame");
    assertThat(told()).containsExactly("of_a");
  }

  @Test
  void shouldTellWhatTheNextOneThrowsForAKnownSourceAndShowItTheFrame() throws Exception {
    PluginSlot slot = started(new Witness("a", ""));

    slot.replace(new Witness("b", "added cam"));
    slot.frame(frame);

    assertThat(thrown).containsExactly("source added: b");
    assertThat(calls).endsWith("b start", "b added cam", "b frame");
  }

  @Test
  void shouldLetCollectorsOfTheNextOneTakeTheirNames() throws Exception {
    PluginSlot slot = started(new Witness("a", ""));

    slot.replace(new Witness("b", ""));

    assertThat(told()).containsExactly("of_b");
  }

  @Test
  void shouldAllocateNothingWhileNobodyIsToCome() throws Exception {
    PluginSlot slot = started(passing -> {});
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 0; i < 60_000; i++) {
      if (i == 30_000) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      slot.frame(frame);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
  }
}
