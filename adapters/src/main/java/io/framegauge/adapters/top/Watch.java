package io.framegauge.adapters.top;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// Takes looks at a module and keeps those of the last seconds. Any thread may ask what was seen;
/// one takes the looks.
final class Watch {
  /// What rates are taken over: one second would make a slow stage's rate jump.
  private static final long WINDOW_NANOS = 3_000_000_000L;

  private final Looks looks;
  private final LongSupplier nanoClock;
  private final Deque<Look> kept = new ArrayDeque<>();
  private final long startNanos;
  private OptionalLong lookedNanos = OptionalLong.empty();
  private OptionalLong newRunNanos = OptionalLong.empty();
  private String why = "";

  Watch(Looks looks, LongSupplier nanoClock) {
    this.looks = looks;
    this.nanoClock = nanoClock;
    startNanos = nanoClock.getAsLong();
  }

  /// Takes a look.
  ///
  /// @throws NoLookException if there is nothing to be seen
  void require() {
    Look look = looks.take();
    keep(look, nanoClock.getAsLong());
  }

  /// Takes a look, if there is something to be seen.
  void look() {
    try {
      require();
    } catch (NoLookException e) {
      silent(String.valueOf(e.getMessage()));
    }
  }

  private synchronized void keep(Look look, long now) {
    why = "";
    lookedNanos = OptionalLong.of(now);
    if (!kept.isEmpty() && !kept.getLast().run().equals(look.run())) {
      kept.clear();
      newRunNanos = OptionalLong.of(now);
    }
    if (!kept.isEmpty() && kept.getLast().silentFor().isPresent() && look.silentFor().isPresent()) {
      kept.removeLast(); // time stands still: rates stay those of its last seconds
    }
    kept.addLast(look);
    while (kept.size() > 2 && age(kept.peekFirst(), look) > WINDOW_NANOS) {
      kept.removeFirst();
    }
  }

  private static long age(Look old, Look look) {
    return look.counts().nowNanos() - old.counts().nowNanos();
  }

  private synchronized void silent(String reason) {
    why = reason;
  }

  /// What has been seen so far.
  synchronized Seen seen() {
    long now = nanoClock.getAsLong();
    Optional<Look> newest = Optional.ofNullable(kept.peekLast());
    Optional<Duration> silence =
        why.isEmpty()
            ? newest.flatMap(Look::silentFor)
            : Optional.of(Duration.ofNanos(now - lookedNanos.orElse(startNanos)));
    Optional<Duration> newRun =
        newRunNanos.isPresent()
            ? Optional.of(Duration.ofNanos(now - newRunNanos.getAsLong()))
            : Optional.empty();
    Optional<Look> before = kept.size() > 1 ? Optional.of(kept.getFirst()) : Optional.empty();
    return new Seen(newest, before, why, silence, newRun);
  }
}
