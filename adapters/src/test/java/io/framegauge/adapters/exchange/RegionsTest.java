package io.framegauge.adapters.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.adapters.transport.BoundingBox;
import io.framegauge.adapters.transport.VideoObject;
import io.framegauge.pipeline.port.FrameRegion;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RegionsTest {
  private static final BoundingBox BOX = new BoundingBox(20, 30, 10, 20, Optional.empty());
  private static final VideoObject CAME =
      new VideoObject(
          4,
          Optional.empty(),
          "detector",
          "person",
          Optional.empty(),
          BOX,
          List.of(),
          Optional.of(0.5f),
          Optional.of(BOX),
          Optional.of(7L),
          new byte[0]);

  private static FrameRegion region(int trackId, int x, OptionalDouble confidence) {
    return new FrameRegion("person", trackId, x, 20, 10, 20, confidence);
  }

  private static VideoObject only(FrameRegion region) {
    List<VideoObject> objects = Regions.objects(List.of(region), List.of(CAME));
    assertThat(objects).hasSize(1);
    return objects.getFirst();
  }

  @Test
  void shouldKeepTheTrackOfAnObjectWhoseRegionLostItOnTheWay() {
    VideoObject leaves = only(region(0, 15, OptionalDouble.empty()));

    assertThat(leaves.trackId()).contains(7L);
    assertThat(leaves.trackBox()).contains(BOX);
    assertThat(leaves.confidence()).contains(0.5f);
    assertThat(leaves.id()).isEqualTo(4);
  }

  @Test
  void shouldTakeTheTrackThatTheRegionHas() {
    assertThat(only(region(8, 15, OptionalDouble.empty())).trackId()).contains(8L);
  }

  @Test
  void shouldGiveNothingToARegionSomewhereElse() {
    VideoObject fresh = only(region(0, 16, OptionalDouble.empty()));

    assertThat(fresh.trackId()).isEmpty();
    assertThat(fresh.confidence()).isEmpty();
    assertThat(fresh.id()).isEqualTo(5);
  }
}
