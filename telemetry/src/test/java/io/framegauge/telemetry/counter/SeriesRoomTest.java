package io.framegauge.telemetry.counter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesRoomTest {
  private final SeriesRoom room = new SeriesRoom(6 * CounterLayout.ROOM_UNIT + 7);

  @Test
  void shouldGiveOutAsMuchAsThereIs() {
    assertThat(room.take(17)).hasValue(0);
    assertThat(room.take(16)).hasValue(2);
    assertThat(room.take(4 * 16)).isEmpty();
    assertThat(room.take(3 * 16)).hasValue(3);
    assertThat(room.take(1)).isEmpty();
  }

  @Test
  void shouldGiveOutAgainWhatNobodyWasToldOf() {
    room.take(16);
    int place = room.take(3 * 16).orElseThrow();
    room.take(16);
    room.putBack(place, 3 * 16);

    assertThat(room.take(2 * 16)).hasValue(1); // the last unit alone is too little
    assertThat(room.take(16)).hasValue(3);
    assertThat(room.take(16)).hasValue(5);
    assertThat(room.take(16)).isEmpty();
  }

  @Test
  void shouldNotGiveOutAtOnceWhatAReaderMayBeIn() {
    int place = room.take(6 * 16).orElseThrow();
    room.free(place, 6 * 16);

    assertThat(room.take(16)).isEmpty();
  }
}
