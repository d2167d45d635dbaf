package io.framegauge.pipeline;

import io.framegauge.pipeline.PipelineTelemetry.Measured;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freedesktop.gstreamer.Bin;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;

/// The elements of a pipeline parsed from gst-launch text, with the names of their stages.
final class ParsedElements {
  private ParsedElements() {}

  /// The pipeline's own elements in the order of the text; a bin is one element.
  ///
  /// @param plugins class names by the name of the `identity` that carries the plugin
  static List<Measured> of(Bin pipeline, String text, Map<String, ?> plugins) {
    List<Element> elements = new ArrayList<>(pipeline.getElements());
    Collections.reverse(elements); // GStreamer lists the newest first
    elements = downstream(elements);
    List<StageNames.Parsed> parsed =
        elements.stream()
            .map(e -> new StageNames.Parsed(e.getName(), e.getFactory().getName()))
            .toList();
    Map<String, String> names = StageNames.ofText(text, parsed);
    return elements.stream()
        .map(e ->
            new Measured(
                e, names.getOrDefault(e.getName(), e.getName()), plugins.containsKey(e.getName())))
        .toList();
  }

  /// From sources to sinks, in the order of the text where the flow does not tell. Caps in the text
  /// become elements only when the rest is linked, so the order of creation is not enough.
  private static List<Element> downstream(List<Element> created) {
    List<Element> remaining = new ArrayList<>(created);
    Set<Element> placed = new LinkedHashSet<>();
    while (!remaining.isEmpty()) {
      Element next =
          remaining.stream()
              .filter(element -> placed.containsAll(upstream(element, created)))
              .findFirst()
              .orElse(remaining.getFirst()); // a loop
      placed.add(next);
      remaining.remove(next);
    }
    return List.copyOf(placed);
  }

  private static List<Element> upstream(Element element, List<Element> among) {
    return element.getSinkPads().stream()
        .filter(Pad::isLinked)
        .map(pad -> pad.getPeer().getParentElement())
        .filter(among::contains)
        .toList();
  }
}
