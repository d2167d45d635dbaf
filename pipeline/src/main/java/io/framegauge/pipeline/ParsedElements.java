package io.framegauge.pipeline;

import io.framegauge.pipeline.PipelineTelemetry.Measured;
import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Elements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.freedesktop.gstreamer.Bin;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.GstObject;

/// The elements of a pipeline parsed from gst-launch text, with the names of their stages.
final class ParsedElements {
  private ParsedElements() {}

  /// The pipeline's elements in the order of the flow, also those in plain bins; another bin is one
  /// element.
  ///
  /// @param plugins class names by the name of the `identity` that carries the plugin
  static List<Measured> of(Bin pipeline, String text, Map<String, ?> plugins) {
    Map<Long, Element> elements = new LinkedHashMap<>();
    collect(pipeline, elements);
    List<Element> ordered =
        FlowOrder.of(List.copyOf(elements.keySet())).stream().map(elements::get).toList();
    List<StageNames.Parsed> parsed =
        ordered.stream()
            .map(e -> new StageNames.Parsed(e.getName(), Elements.factory(Address.of(e))))
            .toList();
    Map<String, String> names = StageNames.ofText(text, parsed);
    Map<String, Long> uses =
        parsed.stream()
            .collect(Collectors.groupingBy(StageNames.Parsed::name, Collectors.counting()));
    return ordered.stream()
        .map(e ->
            new Measured(
                e,
                name(pipeline, e, names, uses.getOrDefault(e.getName(), 1L)),
                plugins.containsKey(e.getName())))
        .toList();
  }

  private static void collect(Bin bin, Map<Long, Element> elements) {
    List<Element> children = new ArrayList<>(bin.getElements());
    Collections.reverse(children); // GStreamer lists the newest first
    for (Element child : children) {
      if (child instanceof Bin inner && Elements.isPlainBin(Address.of(child))) {
        collect(inner, elements);
      } else {
        elements.put(Address.of(child), child);
      }
    }
  }

  private static String name(Bin pipeline, Element element, Map<String, String> names, long uses) {
    String name = names.getOrDefault(element.getName(), element.getName());
    GstObject bin = element.getParent();
    return uses == 1 || pipeline.equals(bin) ? name : bin.getName() + "/" + name;
  }
}
