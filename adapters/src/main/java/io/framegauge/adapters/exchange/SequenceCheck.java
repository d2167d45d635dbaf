package io.framegauge.adapters.exchange;

import java.util.LinkedHashMap;
import java.util.Map;

/// Follows the numbers that senders give their messages, by sender and source. One thread.
final class SequenceCheck {
  /// The reference's.
  private static final int KEPT = 512;

  private record Key(String systemId, String sourceId) {}

  private final Map<Key, Long> last = new LinkedHashMap<>(16, 0.75f, true);

  /// A message comes.
  ///
  /// @param number 0 when the sender does not count
  /// @return how many messages before it did not come; -1 when it has come before
  long next(String systemId, String sourceId, long number) {
    if (number == 0) {
      return 0;
    }
    Long before = last.put(new Key(systemId, sourceId), number);
    if (last.size() > KEPT) {
      last.remove(last.keySet().iterator().next());
    }
    if (before == null) {
      return 0;
    }
    // a sender that counts from the start again has lost nothing
    return before == number ? -1 : Math.max(0, number - before - 1);
  }

  /// The source has ended; its sender counts from the start.
  void end(String systemId, String sourceId) {
    last.remove(new Key(systemId, sourceId));
  }
}
