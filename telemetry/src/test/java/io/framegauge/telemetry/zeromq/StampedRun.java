package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.RecordLane;
import io.framegauge.telemetry.history.RecordRing;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RecordType;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// The real ring, with records that are stamped some time before they are complete.
final class StampedRun {
  private final String run;
  private final long startedMillis;
  private final RecordRing ring;
  private final AtomicBoolean writing = new AtomicBoolean(true);
  private final AtomicLong written = new AtomicLong();

  StampedRun(String run, int kept, long startedMillis) {
    this.run = run;
    this.startedMillis = startedMillis;
    ring = RecordRing.create(Arena.ofAuto().allocate(RecordRing.bytes(kept, 1, 1), 64), kept, 1, 1);
  }

  HistoryServer serve(String endpoint) {
    return HistoryServer.start(endpoint, history(), this::info);
  }

  History history() {
    return ring.history((index, atNanos) -> "stage");
  }

  private HistoryInfo info() {
    return new HistoryInfo(
        "city-traffic",
        run,
        1,
        startedMillis,
        PipelineState.RUNNING,
        Map.of(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        100,
        LiveStages.sourceAndQueue(0),
        Map.of());
  }

  /// A record on one of the two lanes, between its stamp and its end.
  Open open(RecordType type, long tsMillis) {
    RecordLane lane = ring.lane(type);
    lane.begin(type, tsMillis, 0);
    return () -> {
      lane.totals(0, 0);
      lane.stage(-1, 0, 0, 0);
      lane.complete();
      written.incrementAndGet();
    };
  }

  interface Open {
    void complete();
  }

  void cut(RecordType type, long tsMillis) {
    open(type, tsMillis).complete();
  }

  /// Cuts records on both lanes by the wall clock; some take up to `slowMillis`.
  List<Thread> write(int slowMillis) {
    return List.of(writer(RecordType.FRAME, slowMillis), writer(RecordType.TIMESTAMP, slowMillis));
  }

  private Thread writer(RecordType type, int slowMillis) {
    Random random = new Random(type.code());
    return Thread.ofPlatform()
        .start(() -> {
          while (writing.get()) {
            Open record = open(type, System.currentTimeMillis());
            if (random.nextInt(10) == 0) {
              LockSupport.parkNanos(1_000_000L * random.nextInt(slowMillis));
            }
            record.complete();
            LockSupport.parkNanos(1_000_000L * random.nextInt(5));
          }
        });
  }

  /// Records written in all.
  long stop(List<Thread> writers) throws InterruptedException {
    writing.set(false);
    for (Thread writer : writers) {
      writer.join();
    }
    return written.get();
  }
}
