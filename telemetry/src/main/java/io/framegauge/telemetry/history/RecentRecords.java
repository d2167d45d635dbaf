package io.framegauge.telemetry.history;

import io.framegauge.telemetry.record.StatRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Records that were asked for lately, so that who asks for them again gets the very same values: a
/// record that is complete does not change, but for the names of its stages. As many as have some
/// thousand stages together. Any thread.
final class RecentRecords {
  private static final int MOST_STAGES = 4096;

  private record Known(StatRecord value, List<String> names) {
    boolean holds(NamedStages stageNames) {
      for (int stage = 0; stage < names.size(); stage++) {
        String name = names.get(stage);
        // one without a name is not there, or has lost it for good
        if (!name.isEmpty() && !name.equals(stageNames.name(stage, value.monotonicNanos()))) {
          return false;
        }
      }
      return true;
    }
  }

  private final Map<Long, Known> known = new LinkedHashMap<>(16, 0.75f, true);
  private int stages;

  synchronized void keep(StatRecord value, List<String> names) {
    stages += 1 + names.size();
    forget(known.put(value.id(), new Known(value, List.copyOf(names))));
    while (stages > MOST_STAGES && !known.isEmpty()) {
      forget(known.remove(known.keySet().iterator().next()));
    }
  }

  private void forget(@Nullable Known gone) {
    if (gone != null) {
      stages -= 1 + gone.names.size();
    }
  }

  synchronized Optional<StatRecord> find(long id, NamedStages stageNames) {
    return Optional.ofNullable(known.get(id))
        .filter(found -> found.holds(stageNames))
        .map(Known::value);
  }
}
