package io.framegauge.telemetry.zeromq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framegauge.telemetry.record.StatRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Records as JSON, of which those asked for lately are kept: as many as take a megabyte. One
/// thread.
final class RecordBytes {
  private static final int MOST_BYTES = 1024 * 1024;

  private static final class Known {
    final StatRecord of;
    final byte[] json;

    Known(StatRecord of, byte[] json) {
      this.of = of;
      this.json = json;
    }
  }

  private final Map<Long, Known> known = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  byte[] of(StatRecord statRecord) {
    Known found = known.get(statRecord.id());
    if (found != null && found.of.equals(statRecord)) {
      return found.json;
    }
    byte[] json = HistoryJson.write(statRecord).getBytes(UTF_8);
    bytes += json.length;
    forget(known.put(statRecord.id(), new Known(statRecord, json)));
    while (bytes > MOST_BYTES && !known.isEmpty()) {
      forget(known.remove(known.keySet().iterator().next()));
    }
    return json;
  }

  private void forget(@Nullable Known gone) {
    if (gone != null) {
      bytes -= gone.json.length;
    }
  }
}
