package io.framegauge.adapters.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.Frames;
import io.framegauge.adapters.transport.Message;
import io.framegauge.adapters.transport.VideoFrame;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final byte[] PICTURE = {1, 2};

  private final Arrivals arrivals = new Arrivals();

  private VideoFrame come(String sourceId, long pts) {
    VideoFrame frame = Frames.frame(sourceId, pts, List.of());
    Message message = new Message("1.15.1", "system", pts, new Content.EndOfStream(sourceId));
    arrivals.add(sourceId, pts, message, frame, PICTURE);
    return frame;
  }

  @Test
  void shouldKeepFramesOfSeveralSourcesApartThatHaveTheSameTimes() {
    arrivals.remember(false);
    VideoFrame left = come("left", 40);
    VideoFrame right = come("right", 40);

    assertThat(arrivals.take("right", 40)).get().extracting("frame").isEqualTo(right);
    assertThat(arrivals.take("right", 40)).isEmpty();
    assertThat(arrivals.take("", 40)).isEmpty();
    assertThat(arrivals.take("left", 40)).get().extracting("frame").isEqualTo(left);
  }

  @Test
  void shouldNotNeedToKnowTheSourceWhereThereIsOne() {
    arrivals.remember(false);
    VideoFrame frame = come("camera", 40);

    assertThat(arrivals.take("zeromq_source0", 40)).get().extracting("frame").isEqualTo(frame);
  }

  @Test
  void shouldGiveAFrameToEachOfSeveralSinksWithThePictureThatOneOfThemNeeds() {
    arrivals.remember(true);
    arrivals.remember(false);
    come("camera", 40);

    assertThat(arrivals.take("camera", 40)).get().extracting("bytes").isEqualTo(PICTURE);
    assertThat(arrivals.take("camera", 40)).isPresent();
    assertThat(arrivals.take("camera", 40)).isEmpty();
  }

  @Test
  void shouldForgetTheOldestOfASourceOfWhichManyDoNotLeave() {
    arrivals.remember(false);
    come("other", 1);
    for (int pts = 0; pts <= Arrivals.KEPT; pts++) {
      come("camera", pts);
    }

    assertThat(arrivals.take("camera", 0)).isEmpty();
    assertThat(arrivals.take("camera", 1)).isPresent();
    assertThat(arrivals.take("other", 1)).isPresent();
  }
}
