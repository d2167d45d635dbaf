package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Messages.Complaint;
import io.framegauge.telemetry.metrics.CounterFamily;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Errors or warnings by what they are about and who tells them. Any thread; they are rare.
final class Complaints {
  private record Kind(String domain, String code) {}

  private final CounterFamily family;
  private final Map<String, Set<Kind>> told = new HashMap<>();

  /// @param family with the labels domain, code, stage_name
  Complaints(CounterFamily family) {
    this.family = family;
  }

  /// @param stage empty when it is none of a stage
  synchronized void count(Complaint complaint, String stage) {
    Kind kind = new Kind(complaint.domain(), Integer.toString(complaint.code()));
    told.computeIfAbsent(stage, key -> new LinkedHashSet<>()).add(kind);
    family.inc(1, kind.domain(), kind.code(), stage);
  }

  /// The stage is gone, and its series with it.
  synchronized void forget(String stage) {
    Set<Kind> kinds = told.remove(stage);
    if (kinds != null) {
      kinds.forEach(kind -> family.delete(kind.domain(), kind.code(), stage));
    }
  }
}
