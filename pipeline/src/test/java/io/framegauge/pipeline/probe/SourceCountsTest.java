package io.framegauge.pipeline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.metrics.Families;
import io.framegauge.telemetry.record.Metric;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceCountsTest {
  private static final String RANDOM = "0123456789abcdef0123456789abcdef";
  private static final String HASH = RANDOM + RANDOM;

  private final LiveCounters counters =
      LiveCounters.create("test", UUID.randomUUID(), new Limits(8, 8, 8, 5_000), 64, 0, 1);
  private final CounterFamily family =
      new Families(counters.series(), ExtraLabels.NONE).counterFamily(Metric.SOURCE_FRAMES);
  private final SourceCounts counts = new SourceCounts(family);

  private static SourceName named(String stage) {
    return new SourceName(stage, "videotestsrc");
  }

  private SourceCounts.OfLink behind(String stream) {
    SourceCounts.OfLink link = counts.ofLink(Optional.empty(), "sink");
    link.stream(stream);
    return link;
  }

  @ParameterizedTest
  @CsvSource({
    "cam,        " + HASH + ",      cam",
    "cam1,       camera-7,          cam1",
    "filesrc,    camera-7,          filesrc",
    "filesrcx1,  camera-7,          filesrcx1",
    "filesrc0,   '',                filesrc0",
    "filesrc0,   " + RANDOM + ",    filesrc0",
    "filesrc0,   " + RANDOM + "/1,  filesrc0",
    "filesrc0,   " + HASH + ",      0123456789ab",
    "filesrc0,   " + HASH + "/001,  0123456789ab",
    "bin/filesrc12, camera-7,       camera-7"
  })
  void shouldNameASource(String stage, String stream, String sourceId) {
    assertThat(new SourceName(stage, "filesrc").sourceId(stream)).isEqualTo(sourceId);
  }

  @Test
  void shouldKnowStreamsThatElementsDeriveFromASource() {
    counts.enter("cam");
    counts.enter("sink");
    counts.begins(named("cam"), "stream");

    behind("stream").frame();
    behind("stream/1").frame();
    behind("stream1").frame();
    behind("other").frame();

    assertThat(family.get("cam", "sink")).hasValue(2);
  }

  @Test
  void shouldNotGuessWhileTwoSourcesHaveTheSameStream() {
    counts.enter("cam1");
    counts.enter("cam2");
    counts.enter("sink");
    SourceCounts.OfLink link = behind("same");
    link.frame();
    counts.begins(named("cam1"), "same");
    link.frame();
    counts.begins(named("cam2"), "same");
    link.frame();
    assertThat(family.get("cam1", "sink")).hasValue(1);
    assertThat(family.get("cam2", "sink")).isEmpty();

    counts.remove("cam1");
    link.frame();

    assertThat(family.get("cam1", "sink")).isEmpty();
    assertThat(family.get("cam2", "sink")).hasValue(1);
  }

  @Test
  void shouldFollowStreamsThatTakeTurns() {
    counts.enter("sink");
    SourceCounts.OfLink link = behind("unknown");
    for (int i = 0; i < 300; i++) {
      String name = "cam" + i % 3;
      counts.enter(name);
      counts.begins(named(name), "stream-" + name);
      link.stream("stream-" + name);
      link.frame();
      link.stream("unknown");
      link.frame();
    }

    for (int i = 0; i < 3; i++) {
      assertThat(family.get("cam" + i, "sink")).hasValue(100);
    }
  }

  @Test
  void shouldMakeNoSeriesOfWhatIsGone() {
    counts.enter("cam");
    counts.enter("sink");
    SourceCounts.OfLink first =
        counts.ofLink(Optional.of(new SourceName("cam", "videotestsrc")), "sink");
    first.stream("stream");
    first.frame();
    counts.remove("cam");

    first.frame();
    behind("stream").frame();
    assertThat(family.get("cam", "cam")).isEmpty();
    assertThat(family.get("cam", "sink")).isEmpty();

    counts.enter("cam");
    first.frame();
    assertThat(family.get("cam", "cam")).hasValue(2);
    assertThat(family.get("cam", "sink")).hasValue(2);
    counts.remove("sink");
    first.frame();
    assertThat(family.get("cam", "cam")).hasValue(3);
    assertThat(family.get("cam", "sink")).isEmpty();
  }

  @Test
  void shouldForgetTheOldestStreamsOfASourceThatBeginsManyAnew() {
    SourceName source = new SourceName("filesrc0", "filesrc");
    counts.enter("filesrc0");
    counts.enter("sink");
    SourceCounts.OfLink link = counts.ofLink(Optional.of(source), "sink");
    for (int i = 0; i < 1_000; i++) {
      link.stream("file-" + i);
      link.frame();
    }

    assertThat(family.get("file-999", "sink")).hasValue(1);
    assertThat(family.get("file-0", "sink")).isEmpty();
    assertThat(
            counters.reader().families().stream().mapToInt(values -> values.series().size()).sum())
        .isEqualTo(2 * 64);
  }
}
