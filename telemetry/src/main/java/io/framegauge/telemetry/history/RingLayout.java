package io.framegauge.telemetry.history;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Where records lie in the ring's part of the telemetry memory.
///
/// ```
/// 0     +----------------------------------------------------------+
///       | history, lane capacity, max stages, max links            |
/// 64    | next id; its sign bit set: no record may follow          |
/// 128   | lane 0: completed records; -1, or no id below this is in |
///       | the making                                               |
/// 192   | lane 1: the same                                         |
/// 256   +----------------------------------------------------------+
///       | lane 0: capacity slots | lane 1: capacity slots          |
///       +----------------------------------------------------------+
///
/// slot  | sequence | id | type, stages, latencies | ts | monotonic | frame_no | objects
///       | stages x (queue length, frames, objects, batches)
///       | latencies x (source and destination stage, min, max, sum, count)
/// ```
///
/// Lane 0 holds initial and frame records and is written by the streaming thread of the frame
/// stage, lane 1 timestamp records and is written by the sampler: each lane has one writer, so no
/// record waits for another one. A slot's sequence is `2 * position + 1` while it is written and `2
/// * position + 2` when it is complete.
final class RingLayout {
  static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

  /// All memory of this process, where offsets are addresses, as streaming threads need it: looking
  /// at the bounds and the life of a segment would cost more than the access. Who holds an address
  /// holds the run's memory too, so that it is not freed.
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  static final int HEADER_BYTES = 256;
  static final long HISTORY = 0;
  static final long CAPACITY = 4;
  static final long MAX_STAGES = 8;
  static final long MAX_LINKS = 12;
  static final long NEXT_ID = 64;
  static final int LANES = 2;
  static final long NO_ID = -1;

  /// More slots than records are kept, so that a reader of the oldest is not overrun at once.
  static final int SPARE_SLOTS = 8;

  static final long SEQUENCE = 0;
  static final long ID = 8;
  static final long TYPE = 16;
  static final long STAGE_COUNT = 20;
  static final long LATENCY_COUNT = 24;
  static final long TS_MILLIS = 32;
  static final long MONOTONIC = 40;
  static final long FRAME_NO = 48;
  static final long OBJECTS = 56;
  static final long STAGES = 64;
  static final int STAGE_CELLS = 4;
  static final int STAGE_BYTES = STAGE_CELLS * Long.BYTES;

  /// In the place of a queue length: there was no stage.
  static final long ABSENT = Long.MIN_VALUE;

  static final int LATENCY_CELLS = 5; // the first: two positions of stages, the source's low
  static final int LATENCY_BYTES = LATENCY_CELLS * Long.BYTES;

  private RingLayout() {}

  static long completed(int lane) {
    return 128L + 64L * lane;
  }

  static long making(int lane) {
    return completed(lane) + 8;
  }
}
