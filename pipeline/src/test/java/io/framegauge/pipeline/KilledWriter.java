package io.framegauge.pipeline;

import io.framegauge.telemetry.FileSetting;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.Gauge;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The process that [KilledWriterTest] kills: a real pipeline as fast as it can be, a record for
/// every frame and every millisecond, and a user's counter and gauge that go up by turns. On
/// standard output it tells what it has counted.
final class KilledWriter {
  static final int HISTORY = 100;

  private KilledWriter() {}

  public static void main(String[] arguments) {
    MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc pattern=black ! video/x-raw,width=16,height=16 ! identity name=middle !"
                + " fakesink name=sink",
            MeasuredPipeline.metrics(Optional.of(1L), Optional.of(0.001), HISTORY),
            new FileSetting.At(Path.of(arguments[0])));
    Telemetry telemetry = pipeline.telemetry();
    Counter counter = telemetry.families().counterFamily("turns", "", "").labels();
    Gauge gauge = telemetry.families().gaugeFamily("level", "", "").labels();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (true) {
            gauge.set(counter.inc() + 1.0);
          }
        });
    pipeline.playOn();
    while (true) {
      long turns = counter.get();
      long frames = telemetry.framesLeft();
      long frameNo =
          telemetry.history().newest(RecordType.FRAME).map(StatRecord::frameNo).orElse(0L);
      long id = telemetry.history().latest(1, Long.MAX_VALUE).newestId();
      System.out.println(turns + " " + frames + " " + frameNo + " " + id);
      LockSupport.parkNanos(2_000_000);
    }
  }
}
