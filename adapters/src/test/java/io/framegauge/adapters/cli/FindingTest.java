package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingTest {
  @Test
  void shouldAlignFindings() {
    List<Finding> findings =
        List.of(
            Finding.ok("GStreamer", "1.22.0"),
            Finding.missing("gstreamer1.0-opencv", "apt-get install gstreamer1.0-opencv"),
            Finding.absent(
                "sample video", "the sample's first run fetches it, or some other words"),
            Finding.note("metrics port", ""));
    assertThat(findings.stream().map(Finding::show).toList())
        .containsExactly(
            "  ok      GStreamer                  1.22.0",
            "  missing gstreamer1.0-opencv        apt-get install gstreamer1.0-opencv",
            "  absent  sample video               the sample's first run fetches it, or some\n"
                + "                                     other words",
            "  note    metrics port");
  }

  @Test
  void shouldTellWrongVariablesWithTheirNames() {
    assertThat(MachineFindings.ports(Map.of("WEBSERVER_PORT", "99999")))
        .extracting(Finding::mark, Finding::subject)
        .contains(tuple(Finding.Mark.NOTE, "configuration"));
    assertThat(MachineFindings.ports(Map.of("WEBSERVER_PORT", "99999")).getLast().text())
        .contains("WEBSERVER_PORT");
  }

  @Test
  void shouldNeverBreakAWord() {
    String path = "/".repeat(100);
    assertThat(TextBlock.of("- ", "see " + path + " now"))
        .isEqualTo("- see\n  " + path + "\n  now");
  }
}
