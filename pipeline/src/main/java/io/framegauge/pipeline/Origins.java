package io.framegauge.pipeline;

import io.framegauge.telemetry.counter.Departures;
import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.StageCells;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where buffers begin their way: on links that leave a stage into which nothing measured is
/// pushed. That is a source, or what reads its input by itself, as a demuxer does with a file.
///
/// Tells each sink the links on which what reaches it may have begun. One thread at a time.
final class Origins {
  /// A link from stage to stage that is known.
  ///
  /// @param cells null when it did not fit
  record Edge(StageCells from, StageCells to, @Nullable LinkCells cells) {}

  private final Map<Long, Departures> departures = new HashMap<>();
  private final Departures none = new Departures();

  /// Something was linked, unlinked or removed.
  ///
  /// @param edges by their source pads
  void tell(Map<Long, Edge> edges, Collection<StageCells> sinks) {
    Map<StageCells, List<Long>> into = new HashMap<>();
    edges.forEach(
        (pad, edge) -> into.computeIfAbsent(edge.to(), stage -> new ArrayList<>()).add(pad));
    departures.keySet().retainAll(edges.keySet());
    edges.forEach((pad, edge) -> {
      boolean begins = !into.containsKey(edge.from());
      Departures leaving = begins ? departures.computeIfAbsent(pad, key -> new Departures()) : null;
      if (edge.cells() != null) {
        edge.cells().departures(leaving);
      }
    });
    sinks.forEach(sink -> sink.origins(of(sink, edges, into)));
  }

  private List<Departures> of(
      StageCells sink, Map<Long, Edge> edges, Map<StageCells, List<Long>> into) {
    List<Departures> origins = new ArrayList<>();
    Set<StageCells> seen = new HashSet<>(Set.of(sink));
    Deque<StageCells> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Long pad : into.getOrDefault(open.remove(), List.of())) {
        Edge edge = edges.get(pad);
        if (edge != null && !into.containsKey(edge.from())) {
          origins.add(departures.getOrDefault(pad, none));
        } else if (edge != null && seen.add(edge.from())) {
          open.add(edge.from());
        }
      }
    }
    return origins;
  }
}
