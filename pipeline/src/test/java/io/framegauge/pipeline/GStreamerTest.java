package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.pipeline.gst.Calls;
import io.framegauge.pipeline.gst.Factories;
import java.util.TreeSet;
import org.freedesktop.gstreamer.Gst;
import org.junit.jupiter.api.Test;

class GStreamerTest {

  @Test
  void shouldBeInitialisedHoweverOftenAndFromWhereItIsAsked() {
    GStreamer.begin();
    Calls.prepare();
    GStreamer.init();
    GStreamer.init();
    GStreamer.settle();

    assertThat(Gst.isInitialized()).isTrue();
  }

  @Test
  void shouldKnowAFactoryByItsName() {
    GStreamer.init();
    FactoryNames names = new FactoryNames();

    assertThat(names.has("identity")).isTrue();
    assertThat(names.has("identitty")).isFalse();
    assertThat(names.all()).contains("identity", "queue").allMatch(names::has);
    assertThat(names.all()).containsExactlyElementsOf(new TreeSet<>(Factories.names()));
  }
}
