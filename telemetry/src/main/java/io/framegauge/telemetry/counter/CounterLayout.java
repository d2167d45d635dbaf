package io.framegauge.telemetry.counter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framegauge.telemetry.record.RunSettings;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;

/// Where everything lies in the telemetry memory. All numbers are little endian on the machines
/// GStreamer runs on (native order); every 64-bit cell is 8-byte aligned.
///
/// ```
/// 0        +---------------------------------------------------------------+
///          | header, 16384 bytes: magic, version, limits, run, settings,   |
///          | self cells                                                    |
/// stages   +---------------------------------------------------------------+
///          | maxStages x 3072 bytes: state, kind, cells, name, factory,    |
///          | caps                                                          |
/// links    +---------------------------------------------------------------+
///          | maxLinks x 1280 bytes: state, source, destination, cells,     |
///          | histogram                                                     |
/// families +---------------------------------------------------------------+
///          | maxFamilies x 2048 bytes: state, kind, name, help, unit,      |
///          | label names, bounds of buckets, states                        |
/// series   +---------------------------------------------------------------+
///          | maxSeries x 32 bytes: state, family, cell, time of creation,  |
///          | place of the label values                                     |
/// room     +---------------------------------------------------------------+
///          | 16384 bytes and maxSeries x 96: label values and the cells of |
///          | histograms, each as long as it must be                        |
/// ring     +---------------------------------------------------------------+
///          | the records, see the history package                          |
///          +---------------------------------------------------------------+
/// ```
///
/// A text is a 32-bit head and UTF-8 bytes: the head's low half is the length, its high half goes
/// up by one when writing begins and by one when it ends, so that a reader of a text that changes
/// never takes two for one. An entry's state is written last, with release. Stages and links that
/// are gone are vacant entries between used ones; the first free entry is the end of the directory.
final class CounterLayout {
  static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

  static final long MAGIC = 0x3130_4547_5541_4746L; // "FGAUGE01" read as little endian
  static final int VERSION = 5;

  private static final int TEXT_VERSION = 1 << 16;
  private static final int TEXT_LENGTH = TEXT_VERSION - 1;

  static final int HEADER_BYTES = 16_384;
  static final int H_MAGIC = 0;
  static final int H_VERSION = 8;
  static final int H_HEADER_BYTES = 12;
  static final int H_TOTAL_BYTES = 16;
  static final int H_RUN_HIGH = 24;
  static final int H_RUN_LOW = 32;
  static final int H_PID = 40;
  static final int H_START_MILLIS = 48;
  static final int H_START_NANOS = 56;
  static final int H_MAX_STAGES = 64;
  static final int H_MAX_LINKS = 68;
  static final int H_MAX_FAMILIES = 72;
  static final int H_MAX_SERIES = 76;
  static final int H_RING_OFFSET = 80;
  static final int H_RING_BYTES = 88;
  static final int H_FRAME_PERIOD = 96;
  static final int H_TIME_PERIOD = 104;
  static final int H_BOOT_HIGH = 112;
  static final int H_BOOT_LOW = 120;
  static final int H_STATE = 128;
  static final int H_STAGES_REFUSED = 136;
  static final int H_LINKS_REFUSED = 144;
  static final int H_SERIES_SLOTS = 152;
  static final int H_PROBE_FAILURES = 160;
  static final int H_FAMILIES_REFUSED = 168;
  static final int H_HEARTBEAT_NANOS = 176;
  static final int H_HEARTBEAT_MILLIS = 184;
  static final int H_CLOSED_MILLIS = 192;
  static final int H_HISTORY = 200;

  /// One more than the position of the stage whose frames have left the pipeline.
  static final int H_FRAME_STAGE = 208;

  /// What had left the pipeline by other stages before this one, less what this one had counted.
  static final int H_FRAMES_BEFORE = 216;

  static final int H_OBJECTS_BEFORE = 224;

  static final int H_MOVES = 496; // odd while counts move from one link to another
  static final int H_PIPELINE_NAME = 512;
  static final int PIPELINE_NAME_BYTES = 508;

  static final int H_BUILD = 1024;
  static final int H_JAVA = 1280;
  static final int H_GSTREAMER = 1536;
  static final int BUILD_BYTES = 252;
  static final int H_EXTRA_LABELS = 2048;
  static final int EXTRA_LABELS_BYTES = RunSettings.MOST_LABEL_BYTES;

  /// All memory of this process, where offsets are addresses: for the cells of streaming threads,
  /// since looking at the bounds and the life of a segment would cost more than the access. Who
  /// holds an address holds a slice of the run's memory too, so that it is not freed.
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /// No address of a process has more bits.
  private static final long WORDS = (1L << (56 - 3)) - 1;

  static final int FREE = 0;
  static final int USED = 2;
  static final int VACANT = 3; // was used; may be used again, so entries behind it are looked at

  static final int STAGE_BYTES = 3072;
  static final int S_STATE = 0;
  static final int S_KIND = 4;
  static final int S_REORDERS = 8;
  static final int S_MEASURED = 12;
  static final int S_LEVEL_SAMPLED_NANOS = 16;
  static final int S_LEVEL_BUFFERS = 24;
  static final int S_LEVEL_BYTES = 32;
  static final int S_LEVEL_NANOS = 40;
  static final int S_LIMIT_BUFFERS = 48;
  static final int S_LIMIT_BYTES = 56;
  static final int S_LIMIT_NANOS = 64;
  static final int S_DROP_REASONS = 72; // bit n: the reason of code n is told
  static final int S_REMOVED = 80;
  static final int S_MATCHED = 88;
  static final int S_AMBIGUOUS = 96;
  static final int S_LAST_MATCHED = 104;
  static final int S_OVERTAKEN = 112;
  static final int S_ENTERED = 128;
  static final int S_INSERTED = 136;
  static final int S_EXPIRED = 144;
  static final int S_FORGOTTEN = 152;
  static final int S_DROPS = 160; // ordered by the reasons' codes
  static final int S_SINCE_NANOS = 248; // since when a place used again has its name
  static final int S_NAME = 256;
  static final int NAME_BYTES = 252;
  static final int S_FACTORY = 512;
  static final int FACTORY_BYTES = 124;
  static final int S_CAPS = 640;
  static final int CAPS_BYTES = 380;
  static final int S_LEVEL_EPOCH = 1024; // goes up with each record
  static final int S_LEVEL_ENTERING = 1032; // each: epoch + 1, fewest, most
  static final int S_LEVEL_LEAVING = 1056;
  static final int S_LEVEL_SAMPLES = 1080;
  static final int RANGE_LEAST = 8;
  static final int RANGE_MOST = 16;
  static final int LEVEL_END = 1104;

  static final int S_SINK_MEASURED = 1280;
  static final int S_SINK_WRITING = 1288;
  static final int S_SINK_MATCHED = 1296;
  static final int S_SINK_UNKNOWN = 1304;
  static final int S_SINK_AMBIGUOUS = 1312;
  static final int S_SINK_SUM_NANOS = 1320;
  static final int S_SINK_BUCKETS = 1328;
  static final int S_SINK_NATIVE_BUCKETS = 1472; // ends at 2440

  static final int LINK_BYTES = 1280;
  static final int L_STATE = 0;
  static final int L_SOURCE = 4;
  static final int L_DESTINATION = 8;
  static final int L_MEDIA = 12;
  static final int L_BUFFERS = 16;
  static final int L_FRAMES = 24;
  static final int L_BYTES = 32;
  static final int L_BATCHES = 40;
  static final int L_OBJECTS = 48;
  static final int L_WRITING = 56; // what records are cut from lies before it, in one cache line
  static final int L_KEYFRAMES = 64;
  static final int L_LAST_NANOS = 72;
  static final int L_LAST_PTS = 80;
  static final int L_SUM_NANOS = 88;
  static final int L_BUCKETS = 96;
  static final int L_NATIVE_BUCKETS = 256;

  /// In the place of a stage: one that is gone, and whose place has been used again.
  static final int NO_STAGE = -1;

  /// Bits of the cell `L_MEDIA`.
  static final int MEDIA_FRAMES = 1;

  static final int MEDIA_ENCODED = 2;

  static final int FAMILY_BYTES = 2048;
  static final int F_STATE = 0;
  static final int F_KIND = 4;
  static final int F_REFUSED = 8;
  static final int F_NAME = 16;
  static final int FAMILY_NAME_BYTES = 204;
  static final int F_UNIT = 224;
  static final int UNIT_BYTES = 60;
  static final int F_HELP = 288;
  static final int HELP_BYTES = 348;
  static final int F_LABELS = 640;
  static final int LABELS_BYTES = 380;
  static final int F_BOUND_COUNT = 1024;
  static final int F_BOUNDS = 1032;
  static final int MOST_BOUNDS = 40;
  static final int F_STATES = 1360;
  static final int STATES_BYTES = 684;

  static final int SERIES_BYTES = 32;
  static final int E_STATE = 0;
  static final int E_FAMILY = 4;
  static final int E_VALUE = 8;
  static final int E_CREATED = 16; // negative while the value is being set back
  static final int E_LABELS = 24; // a place in the room
  static final int E_TURN = 28; // one more each time that the entry is used

  /// Places in the room count in so many bytes.
  static final int ROOM_UNIT = 16;

  static final int ROOM_BYTES = 16_384;
  static final int ROOM_BYTES_A_SERIES = 96;
  static final int LABEL_VALUES_BYTES = 484;

  static final int B_SERIES = 0;
  static final int B_BEGUN = 8;
  static final int B_ENDED = 16;
  static final int B_SUM = 24;
  static final int B_BUCKETS = 32;

  private CounterLayout() {}

  static long stagesOffset() {
    return HEADER_BYTES;
  }

  static long linksOffset(Limits limits) {
    return stagesOffset() + (long) limits.maxStages() * STAGE_BYTES;
  }

  static long familiesOffset(Limits limits) {
    return linksOffset(limits) + (long) limits.maxLinks() * LINK_BYTES;
  }

  static long seriesOffset(Limits limits) {
    return familiesOffset(limits) + (long) limits.maxFamilies() * FAMILY_BYTES;
  }

  static long roomOffset(Limits limits) {
    return seriesOffset(limits) + (long) limits.maxSeries() * SERIES_BYTES;
  }

  static long roomBytes(Limits limits) {
    return ROOM_BYTES + (long) limits.maxSeries() * ROOM_BYTES_A_SERIES;
  }

  static long ringOffset(Limits limits) {
    return roomOffset(limits) + roomBytes(limits);
  }

  /// How hot paths keep the address of a cell: in cells, see [#at].
  static long words(long address) {
    return address >>> 3;
  }

  /// The address again. What comes out of here is a multiple of 8 and cannot be negative, and the
  /// compiler sees that it is: so it leaves away the checks of each access to [#ALL], which are
  /// five times as much code as the access itself. To be called once in a method, since a field is
  /// read again after each ordered store.
  @HotPath
  static long at(long words) {
    return (words & WORDS) << 3;
  }

  /// Writes as much of the text as fits, cut between characters. One thread at a time.
  static void writeText(MemorySegment memory, long offset, int capacity, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int length = Math.min(bytes.length, capacity);
    while (length > 0 && length < bytes.length && (bytes[length] & 0xC0) == 0x80) {
      length--;
    }
    int head = (int) INT.get(memory, offset) + TEXT_VERSION;
    INT.setOpaque(memory, offset, head);
    VarHandle.storeStoreFence();
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, offset + 4, length);
    INT.setRelease(memory, offset, ((head + TEXT_VERSION) & -TEXT_VERSION) | length);
  }

  /// The text at a place as its head has it; to be used only if it [#isWhole] afterwards.
  static String textAt(MemorySegment memory, long offset, int capacity, int head) {
    byte[] bytes = new byte[Math.min(head & TEXT_LENGTH, capacity)];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset + 4, bytes, 0, bytes.length);
    return new String(bytes, UTF_8);
  }

  /// Whether a text was neither being written when its head was read, nor has been since.
  static boolean isWhole(MemorySegment memory, long offset, int head) {
    VarHandle.loadLoadFence();
    return (head & TEXT_VERSION) == 0 && (int) INT.getOpaque(memory, offset) == head;
  }

  /// Several texts as one, each behind a NUL, which no label may contain.
  static String joined(List<String> texts) {
    StringBuilder all = new StringBuilder();
    texts.forEach(text -> all.append('\0').append(text));
    return all.toString();
  }

  static List<String> split(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.substring(1).split("\0", -1));
  }

  static boolean fits(String text, int capacity) {
    return text.getBytes(UTF_8).length <= capacity;
  }

  /// Adds to a cell that has one writer: no atomic instruction, yet never torn for a reader.
  static void addOpaque(MemorySegment memory, long offset, long delta) {
    LONG.setOpaque(memory, offset, (long) LONG.get(memory, offset) + delta);
  }

  /// The same at an address.
  static void addOpaque(long address, long delta) {
    LONG.setOpaque(ALL, address, (long) LONG.get(ALL, address) + delta);
  }

  static long getOpaque(MemorySegment memory, long offset) {
    return isAll(memory)
        ? (long) LONG.getOpaque(ALL, offset)
        : (long) LONG.getOpaque(memory, offset);
  }

  static long getAcquire(MemorySegment memory, long offset) {
    return isAll(memory)
        ? (long) LONG.getAcquire(ALL, offset)
        : (long) LONG.getAcquire(memory, offset);
  }

  static int getIntOpaque(MemorySegment memory, long offset) {
    return isAll(memory) ? (int) INT.getOpaque(ALL, offset) : (int) INT.getOpaque(memory, offset);
  }

  /// Told apart, since cutting records and reading files share methods that the compiler does not
  /// put into their callers: there it knows of no segment but this one of which class it is, and an
  /// access of any other costs several calls.
  @SuppressWarnings({"MemorySegmentReferenceEquality", "ReferenceEquality"}) // this very constant
  private static boolean isAll(MemorySegment memory) {
    return memory == ALL;
  }
}
