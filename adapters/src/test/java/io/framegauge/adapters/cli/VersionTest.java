package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.pipeline.GStreamer;
import org.freedesktop.gstreamer.Gst;
import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void shouldWordTheVersionOfGStreamerAsTheBindingDoes() {
    GStreamer.init();

    assertThat(Version.build().gstreamerVersion()).isEqualTo(Gst.getVersion().toString());
  }
}
