package io.framegauge.telemetry.zeromq;

import com.google.gson.stream.JsonWriter;
import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.QueueLevel;
import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.StageCounts;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalLong;

/// The live values of a stage as JSON. Times are microseconds since the start of the run, durations
/// microseconds; what is not known or not measured is `null`.
///
/// `latency` is the time in the stage since the start of the run: its samples by bucket, once in
/// the classic buckets of `framegauge_stage_latency_seconds` and once, as pairs of number and
/// samples, in those of the native histogram that are not empty: bucket n ends at 2^((n-80)/4) s.
final class StageJson {
  private static final int MICRO = 1000;

  private StageJson() {}

  /// @param startNanos start of the run, on the clock of the stage's times
  static void write(JsonWriter out, StageCounts stage, long startNanos) throws IOException {
    out.beginObject().name("stage_name").value(stage.name());
    out.name("factory").value(stage.factory());
    out.name("kind").value(stage.kind().name().toLowerCase(Locale.ROOT));
    out.name("caps").value(stage.caps());
    out.name("buffer_counter").value(stage.buffers());
    orNull(out, "frame_counter", known(stage.framesKnown(), stage.frames()));
    orNull(out, "keyframe_counter", known(stage.encoded(), stage.keyframes()));
    out.name("byte_counter").value(stage.bytes());
    out.name("batch_counter").value(stage.batches());
    out.name("object_counter").value(stage.objects());
    drops(out, stage);
    long last = stage.lastBufferNanos();
    orNull(out, "last_buffer_us", known(last != 0, (last - startNanos) / MICRO));
    long pts = stage.lastPtsNanos();
    orNull(out, "last_pts_us", known(pts >= 0, pts / MICRO));
    orNull(out, "queue_length", stage.queueLength());
    out.name("level");
    if (stage.level().isPresent()) {
      level(out, stage.level().get(), startNanos);
    } else {
      out.nullValue();
    }
    out.name("latency");
    if (stage.residence().isPresent()) {
      latency(out, stage.residence().get());
    } else {
      out.nullValue();
    }
    out.endObject();
  }

  private static void drops(JsonWriter out, StageCounts stage) throws IOException {
    out.name("drops").beginObject();
    for (DropReason reason : DropReason.values()) {
      if (stage.drops().containsKey(reason)) {
        out.name(reason.label()).value(stage.drops().get(reason));
      }
    }
    out.endObject();
  }

  private static OptionalLong known(boolean isKnown, long value) {
    return isKnown ? OptionalLong.of(value) : OptionalLong.empty();
  }

  private static void orNull(JsonWriter out, String name, OptionalLong value) throws IOException {
    out.name(name);
    if (value.isPresent()) {
      out.value(value.getAsLong());
    } else {
      out.nullValue();
    }
  }

  private static void level(JsonWriter out, QueueLevel level, long startNanos) throws IOException {
    out.beginObject().name("sampled_us").value((level.sampledNanos() - startNanos) / MICRO);
    level(out, "buffers", level.buffers(), 1);
    level(out, "bytes", level.bytes(), 1);
    level(out, "time_us", level.nanos(), MICRO);
    level(out, "min_buffers", level.leastBuffers(), 1);
    level(out, "max_buffers", level.mostBuffers(), 1);
    out.name("limit_buffers").value(level.limitBuffers());
    out.name("limit_bytes").value(level.limitBytes());
    out.name("limit_time_us").value(level.limitNanos() / MICRO).endObject();
  }

  private static void level(JsonWriter out, String name, long value, int unit) throws IOException {
    orNull(out, name, known(value != QueueLevel.UNKNOWN, value / unit));
  }

  private static void latency(JsonWriter out, Residence residence) throws IOException {
    out.beginObject().name("sum_us").value(residence.sumNanos() / MICRO);
    out.name("matched").value(residence.matched());
    out.name("expired").value(residence.expired());
    out.name("ambiguous").value(residence.ambiguous());
    out.name("buckets").beginArray();
    for (long count : residence.bucketCounts()) {
      out.value(count);
    }
    out.endArray().name("native_buckets").beginArray();
    for (int bucket = 0; bucket < residence.nativeCounts().size(); bucket++) {
      long count = residence.nativeCounts().get(bucket);
      if (count != 0) {
        out.beginArray().value(bucket).value(count).endArray();
      }
    }
    out.endArray().endObject();
  }
}
