package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Elements;
import io.framegauge.pipeline.gst.Pads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts elements in the order from sources to sinks.
final class FlowOrder {
  private FlowOrder() {}

  /// Elements by address, in the order given where the flow does not tell. Caps in a text become
  /// elements only when the rest is linked, so the order of creation is not enough.
  static List<Long> of(List<Long> created) {
    Map<Long, Set<Long>> upstream = upstream(created);
    List<Long> remaining = new ArrayList<>(created);
    Set<Long> placed = new LinkedHashSet<>();
    while (!remaining.isEmpty()) {
      Long next =
          remaining.stream()
              .filter(element -> placed.containsAll(upstream.getOrDefault(element, Set.of())))
              .findFirst()
              .orElse(remaining.getFirst()); // a loop
      placed.add(next);
      remaining.remove(next);
    }
    return List.copyOf(placed);
  }

  private static Map<Long, Set<Long>> upstream(List<Long> elements) {
    Set<Long> known = new HashSet<>(elements);
    Map<Long, Set<Long>> upstream = new HashMap<>();
    for (Long element : elements) {
      Elements.forEachSourcePad(
          element,
          pad -> {
            long destination = Pads.destination(pad, known::contains);
            if (known.contains(destination)) {
              upstream.computeIfAbsent(destination, to -> new HashSet<>()).add(element);
            }
          });
    }
    return upstream;
  }
}
