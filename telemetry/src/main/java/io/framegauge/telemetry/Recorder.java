package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.counter.LatencyWindow;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.counter.RecordCells;
import io.framegauge.telemetry.history.RecordLane;
import io.framegauge.telemetry.history.RecordRing;
import io.framegauge.telemetry.record.RecordType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Cuts records: copies the live cells into the next slot of the ring.
///
/// Frame records are cut by the streaming thread of the frame that completes a period, timestamp
/// records by the sampler, the first and the last ones by whoever starts and stops the pipeline.
public final class Recorder {
  /// No frame or no time period.
  static final long OFF = Long.MAX_VALUE;

  private static final long LANE_PATIENCE_NANOS = 1_000_000_000;

  private final RecordRing ring;
  private final RecordCells frameCells;
  private final RecordCells timestampCells;
  private final long framePeriod;
  private final boolean frameRecords;
  private final boolean timestampRecords;
  private final LiveCounters counters;
  private final CountersReader reader;
  private final AtomicBoolean cuttingFrames = new AtomicBoolean();
  private volatile boolean begun;
  private volatile boolean ended;
  private long lastFrames;

  Recorder(LiveCounters counters, RecordRing ring, TelemetryConfig.Metrics config) {
    this.ring = ring;
    this.counters = counters;
    this.reader = counters.reader();
    this.frameCells = counters.frameRecordCells();
    this.timestampCells = counters.timestampRecordCells();
    this.framePeriod = config.framePeriod().orElse(OFF);
    this.frameRecords = config.framePeriod().isPresent();
    this.timestampRecords = config.timePeriod().isPresent();
  }

  /// The sink whose frames have left the pipeline, by its position in the stage directory; -1 while
  /// there is none.
  public void frameStage(int stage) {
    counters.frameStage(stage);
  }

  /// Writes the record with which a run begins; by the thread that starts the pipeline, or attaches
  /// to one. Frames that flow already are recorded from then on.
  public void initial() {
    cut(frameCells, ring.lane(RecordType.FRAME), RecordType.INITIAL);
    begun = true; // now frames may have the lane, which flow already in a pipeline attached to
  }

  /// Frames have entered the frame stage; by its streaming thread, after they were counted.
  ///
  /// @param frames all that entered so far
  @HotPath
  public void framesLeft(long frames) {
    boolean due = frames - lastFrames >= framePeriod && begun && !ended;
    if (due && cuttingFrames.compareAndSet(false, true)) {
      try {
        lastFrames = frames;
        cut(frameCells, ring.lane(RecordType.FRAME), RecordType.FRAME);
      } finally {
        cuttingFrames.set(false);
      }
    }
  }

  /// Frames that have left the pipeline so far; any thread.
  long framesLeft() {
    return reader.framesLeft();
  }

  /// A time period is over; by the sampler.
  void timePassed() {
    cut(timestampCells, ring.lane(RecordType.TIMESTAMP), RecordType.TIMESTAMP);
  }

  /// Writes one last record of each enabled type; none follows. By the thread that stops the
  /// pipeline, when nothing flows any more and the sampler has ended; frames of a pipeline that
  /// could not be stopped are not recorded any more. Nothing is written for a run that has not
  /// begun, and a second call does nothing.
  public void last() {
    ended = true; // so that no record begins while this waits for one in progress
    int count = (frameRecords ? 1 : 0) + (timestampRecords ? 1 : 0);
    long id = ring.claimLast(begun ? count : 0);
    if (id < 0 || !begun) {
      return;
    }
    awaitFrameRecord();
    if (frameRecords) {
      cutLast(id++, frameCells, RecordType.FRAME);
    }
    if (timestampRecords) {
      cutLast(id, timestampCells, RecordType.TIMESTAMP);
    }
  }

  /// Takes the lane of frame records, for good, from a streaming thread that may still be cutting.
  private void awaitFrameRecord() {
    long deadline = System.nanoTime() + LANE_PATIENCE_NANOS;
    while (!cuttingFrames.compareAndSet(false, true) && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
  }

  @HotPath
  private void cut(RecordCells cells, RecordLane lane, RecordType type) {
    long monotonicNanos = System.nanoTime();
    if (lane.begin(type, System.currentTimeMillis(), monotonicNanos)) {
      fill(cells, lane);
    }
  }

  private void cutLast(long id, RecordCells cells, RecordType type) {
    RecordLane lane = ring.lane(type);
    lane.begin(id, type, System.currentTimeMillis(), System.nanoTime());
    fill(cells, lane);
  }

  @HotPath
  private void fill(RecordCells cells, RecordLane lane) {
    cells.load();
    lane.totals(cells.framesLeft(), cells.objectsLeft());
    for (int i = 0; i < cells.stages(); i++) {
      if (cells.present(i)) {
        lane.stage(cells.queueLength(i), cells.frames(i), cells.objects(i), cells.batches(i));
        cells.startLevelAgain(i);
      } else {
        lane.noStage();
      }
    }
    cells.turnLatencies();
    for (int link = 0; link < cells.links(); link++) {
      LatencyWindow window = cells.takeLatency(link);
      if (window != null) {
        lane.latency(
            cells.latencySource(),
            cells.latencyDestination(),
            window.minNanos(),
            window.maxNanos(),
            window.sumNanos(),
            window.count());
      }
    }
    lane.complete();
  }

  /// Nanoseconds of a period given in seconds.
  static long nanos(double seconds) {
    return Math.max(1, (long) (seconds * TimeUnit.SECONDS.toNanos(1)));
  }
}
