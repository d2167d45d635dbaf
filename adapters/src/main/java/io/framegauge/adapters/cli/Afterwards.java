package io.framegauge.adapters.cli;

/// How long values are served after the end of the stream.
///
/// @param forEver until asked to stop
/// @param millis else so long
record Afterwards(boolean forEver, long millis) {
  static final Afterwards NOTHING = new Afterwards(false, 0);
  static final Afterwards FOR_EVER = new Afterwards(true, 0);

  static Afterwards seconds(double seconds) {
    return new Afterwards(false, (long) (seconds * 1000));
  }
}
