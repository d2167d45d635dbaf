package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.FamilyEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rules for the states of a family of states.
final class States {
  private static final int MOST = 64;

  private States() {}

  /// The rule that is broken, if one is.
  static Optional<String> rule(List<String> states) {
    if (states.isEmpty() || states.size() > MOST) {
      return Optional.of("states must be 1 to " + MOST);
    }
    if (Set.copyOf(states).size() < states.size()) {
      return Optional.of("states must be given once each");
    }
    int bytes = 0;
    for (String state : states) {
      if (state.isEmpty() || !LabelText.clean(state).equals(state)) {
        return Optional.of("states must be texts without control characters, and not empty");
      }
      bytes += 1 + state.getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes > FamilyEntry.MOST_STATE_BYTES
        ? Optional.of(
            "states must take at most " + FamilyEntry.MOST_STATE_BYTES + " bytes together")
        : Optional.empty();
  }
}
