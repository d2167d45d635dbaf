package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.QueueLevel;
import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads a stage that [StageJson] wrote, field by field in any order. Its times count from the
/// start of the run.
final class StageFields {
  private static final long MICRO = 1000;
  private static final Set<String> REQUIRED =
      Set.of(
          "stage_name",
          "factory",
          "kind",
          "buffer_counter",
          "frame_counter",
          "object_counter",
          "last_buffer_us",
          "queue_length",
          "level",
          "latency");

  private static final Set<String> LEVEL =
      Set.of(
          "buffers",
          "bytes",
          "time_us",
          "limit_buffers",
          "limit_bytes",
          "limit_time_us",
          "sampled_us");
  private static final Set<String> RANGE = Set.of("min_buffers", "max_buffers");

  private String name = "";
  private String factory = "";
  private StageKind kind = StageKind.ELEMENT;
  private String caps = "";
  private long buffers;
  private OptionalLong frames = OptionalLong.empty();
  private OptionalLong keyframes = OptionalLong.empty();
  private long bytes;
  private long batches;
  private long objects;
  private Map<DropReason, Long> drops = Map.of();
  private OptionalLong lastBufferMicros = OptionalLong.empty();
  private OptionalLong lastPtsMicros = OptionalLong.empty();
  private OptionalLong queueLength = OptionalLong.empty();
  private Optional<QueueLevel> level = Optional.empty();
  private Optional<Residence> residence = Optional.empty();

  private StageFields() {}

  /// Reads a list of stages.
  static List<StageCounts> list(StrictReader in) throws IOException {
    List<StageFields> all = in.list(StageFields::read);
    StageCounts[] stages = new StageCounts[all.size()];
    Arrays.setAll(stages, index -> all.get(index).stage(index));
    return List.of(stages);
  }

  private static StageFields read(StrictReader in) throws IOException {
    StageFields fields = new StageFields();
    Set<String> seen = in.begin();
    while (in.more()) {
      fields.count(in, in.name(seen));
    }
    in.end(seen, REQUIRED);
    return fields;
  }

  private void count(StrictReader in, String field) throws IOException {
    switch (field) {
      case "buffer_counter" -> buffers = in.whole();
      case "frame_counter" -> frames = in.wholeOrNull();
      case "keyframe_counter" -> keyframes = in.wholeOrNull();
      case "byte_counter" -> bytes = in.whole();
      case "batch_counter" -> batches = in.whole();
      case "object_counter" -> objects = in.whole();
      case "drops" -> drops = drops(in);
      default -> rest(in, field);
    }
  }

  private void rest(StrictReader in, String field) throws IOException {
    switch (field) {
      case "stage_name" -> name = in.text();
      case "factory" -> factory = in.text();
      case "kind" -> kind = StageKind.valueOf(in.text().toUpperCase(Locale.ROOT));
      case "caps" -> caps = in.text();
      case "last_buffer_us" -> lastBufferMicros = in.wholeOrNull();
      case "last_pts_us" -> lastPtsMicros = in.wholeOrNull();
      case "queue_length" -> queueLength = in.wholeOrNull();
      case "level" -> level = in.orNull(StageFields::level);
      case "latency" -> residence = in.orNull(StageFields::residence);
      default -> in.skip();
    }
  }

  /// Causes that this client does not know yet are left out.
  private static Map<DropReason, Long> drops(StrictReader in) throws IOException {
    Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
    Set<String> seen = in.begin();
    while (in.more()) {
      String label = in.name(seen);
      long buffers = in.whole();
      for (DropReason reason : DropReason.values()) {
        if (reason.label().equals(label)) {
          drops.put(reason, buffers);
        }
      }
    }
    in.end(seen, Set.of());
    return drops;
  }

  private static QueueLevel level(StrictReader in) throws IOException {
    Map<String, OptionalLong> values = new HashMap<>();
    Set<String> seen = in.begin();
    while (in.more()) {
      String name = in.name(seen);
      if (LEVEL.contains(name) || RANGE.contains(name)) {
        values.put(name, in.wholeOrNull());
      } else {
        in.skip();
      }
    }
    in.end(seen, LEVEL);
    return new QueueLevel(
        value(values, "buffers", 1),
        value(values, "bytes", 1),
        value(values, "time_us", MICRO),
        value(values, "limit_buffers", 1),
        value(values, "limit_bytes", 1),
        value(values, "limit_time_us", MICRO),
        value(values, "sampled_us", MICRO),
        value(values, "min_buffers", 1),
        value(values, "max_buffers", 1));
  }

  private static long value(Map<String, OptionalLong> values, String name, long unit) {
    OptionalLong value = values.getOrDefault(name, OptionalLong.empty());
    return value.isPresent() ? value.getAsLong() * unit : QueueLevel.UNKNOWN;
  }

  private static Residence residence(StrictReader in) throws IOException {
    long sum = 0;
    long matched = 0;
    long expired = 0;
    long ambiguous = 0;
    List<Long> buckets = List.of();
    List<List<Long>> pairs = List.of();
    Set<String> seen = in.begin();
    while (in.more()) {
      switch (in.name(seen)) {
        case "sum_us" -> sum = in.whole();
        case "matched" -> matched = in.whole();
        case "expired" -> expired = in.whole();
        case "ambiguous" -> ambiguous = in.whole();
        case "buckets" -> buckets = in.list(StrictReader::whole);
        case "native_buckets" -> pairs = in.list(pair -> pair.list(StrictReader::whole));
        default -> in.skip();
      }
    }
    in.end(seen, Set.of("sum_us", "buckets", "native_buckets"));
    return new Residence(buckets, nativeCounts(pairs), sum * MICRO, matched, expired, ambiguous);
  }

  private static List<Long> nativeCounts(List<List<Long>> pairs) throws IOException {
    Long[] counts = Collections.nCopies(NativeBuckets.COUNT, 0L).toArray(Long[]::new);
    for (List<Long> pair : pairs) {
      if (pair.size() != 2 || pair.getFirst() < 0 || pair.getFirst() >= counts.length) {
        throw new IOException("must be pairs of bucket and count: native_buckets=" + pair);
      }
      counts[Math.toIntExact(pair.getFirst())] = pair.getLast();
    }
    return List.of(counts);
  }

  private StageCounts stage(int index) {
    return new StageCounts(
        index,
        name,
        factory,
        kind,
        caps,
        buffers,
        frames.isPresent(),
        frames.orElse(0),
        keyframes.isPresent(),
        keyframes.orElse(0),
        bytes,
        batches,
        objects,
        drops,
        lastBufferMicros.isPresent() ? Math.max(1, lastBufferMicros.getAsLong() * MICRO) : 0,
        lastPtsMicros.isPresent() ? lastPtsMicros.getAsLong() * MICRO : -1,
        queueLength,
        level,
        residence);
  }
}
