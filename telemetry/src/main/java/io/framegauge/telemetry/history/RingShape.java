package io.framegauge.telemetry.history;

import static io.framegauge.telemetry.history.RingLayout.*;

/// How much a ring holds, and where its slots lie.
///
/// @param history records kept
/// @param maxStages stages in a record at most
/// @param maxLinks latencies in a record at most
record RingShape(int history, int maxStages, int maxLinks) {
  /// Slots of a lane.
  int capacity() {
    return history + SPARE_SLOTS;
  }

  long slotBytes() {
    return latencies() + (long) maxLinks * LATENCY_BYTES;
  }

  /// Where the latencies begin in a slot.
  long latencies() {
    return STAGES + (long) maxStages * STAGE_BYTES;
  }

  /// Where the slot of a lane's position begins.
  long slot(int lane, long position) {
    return HEADER_BYTES + (lane * (long) capacity() + position % capacity()) * slotBytes();
  }

  /// Size of the ring.
  long bytes() {
    return HEADER_BYTES + LANES * (long) capacity() * slotBytes();
  }
}
