package io.framegauge.adapters.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final Deque<Optional<Look>> looks = new ArrayDeque<>();
  private long nowNanos = 1_000_000_000_000L;
  private final Watch watch = new Watch(this::next, () -> nowNanos);

  private Look next() {
    return looks
        .removeFirst()
        .orElseThrow(() -> new NoLookException("no answer", new IllegalStateException()));
  }

  private Seen after(int seconds, Optional<Look> look) {
    nowNanos += seconds * 1_000_000_000L;
    looks.add(look);
    watch.look();
    return watch.seen();
  }

  private Seen second(int second) {
    return after(1, Optional.of(SampleLook.after(second)));
  }

  @Test
  void shouldTakeRatesOverTheLastThreeSeconds() {
    second(1);
    assertThat(second(2).seconds()).isEqualTo(1);
    second(3);
    assertThat(second(4).seconds()).isEqualTo(3);
    assertThat(second(5).seconds()).isEqualTo(3);
  }

  @Test
  void shouldKeepWhatWasSeenWhileThereIsNoAnswer() {
    second(1);
    second(2);
    after(2, Optional.empty());

    Seen silent = after(5, Optional.empty());

    assertThat(silent.why()).isEqualTo("no answer");
    assertThat(silent.silentFor()).contains(Duration.ofSeconds(7));
    assertThat(silent.newest()).contains(SampleLook.after(2));
    assertThat(silent.seconds()).isEqualTo(1);
    Seen again = after(1, Optional.of(SampleLook.after(10)));
    assertThat(again.silentFor()).isEmpty();
    assertThat(again.newRunFor()).isEmpty();
    assertThat(again.seconds()).isEqualTo(8);
  }

  @Test
  void shouldNotMixTwoRuns() {
    second(61);
    second(62);

    Seen restarted = after(1, Optional.of(SampleLook.after(1, "another")));

    assertThat(restarted.before()).isEmpty();
    assertThat(restarted.newRunFor()).contains(Duration.ZERO);
    Seen later = after(1, Optional.of(SampleLook.after(2, "another")));
    assertThat(later.newRunFor()).contains(Duration.ofSeconds(1));
    assertThat(later.seconds()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheLastRatesOfAModuleThatIsGone() {
    second(1);
    second(2);

    after(1, Optional.of(SampleLook.goneAfter(2, Duration.ofSeconds(3))));
    Seen gone = after(1, Optional.of(SampleLook.goneAfter(2, Duration.ofSeconds(4))));

    assertThat(gone.why()).isEmpty();
    assertThat(gone.silentFor()).contains(Duration.ofSeconds(4));
    assertThat(gone.seconds()).isEqualTo(1);
  }

  @Test
  void shouldTellHowLongItHasLookedInVain() {
    Seen nothing = after(3, Optional.empty());

    assertThat(nothing.newest()).isEmpty();
    assertThat(nothing.silentFor()).contains(Duration.ofSeconds(3));
    looks.add(Optional.empty());
    assertThatThrownBy(watch::require).isInstanceOf(NoLookException.class).hasMessage("no answer");
  }
}
