package io.framegauge.adapters.buffer;

/// What waits in the store.
///
/// @param frames messages with frames
/// @param services messages beside frames
/// @param vitals messages that are never dropped
/// @param bytes of all parts of all messages
record Waiting(long frames, long services, long vitals, long bytes) {
  static final Waiting NOTHING = new Waiting(0, 0, 0, 0);

  long messages() {
    return frames + services + vitals;
  }

  /// With one message more.
  Waiting plus(Kind kind, long size) {
    return changed(kind, 1, size);
  }

  /// With one message less.
  Waiting minus(Kind kind, long size) {
    return changed(kind, -1, -size);
  }

  private Waiting changed(Kind kind, int by, long size) {
    return new Waiting(
        frames + (kind == Kind.FRAME ? by : 0),
        services + (kind == Kind.SERVICE ? by : 0),
        vitals + (kind == Kind.VITAL ? by : 0),
        bytes + size);
  }
}
