package io.framegauge.pipeline;

import io.framegauge.pipeline.port.FrameElements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;

/// The elements of one module that are made of Java, whoever brings them.
final class JavaElements {
  private final List<FrameElements> known;
  private final List<Port> ports = new ArrayList<>();

  private JavaElements(List<FrameElements> known) {
    this.known = known;
  }

  /// Those that are registered as services, for one module.
  static JavaElements found() {
    return new JavaElements(
        ServiceLoader.load(FrameElements.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /// Their names.
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (FrameElements elements : known) {
      names.addAll(elements.sources());
      names.addAll(elements.sinks());
    }
    return names;
  }

  /// The element that carries what a module names; empty when there is a problem.
  Optional<Element> make(ElementSpec spec) {
    Element carrier = ElementFactory.make(carrier(spec.factory()), spec.stageName());
    return carry(spec, carrier) ? Optional.of(carrier) : Optional.empty();
  }

  /// The factory of the element that carries a source, or a sink.
  String carrier(String name) {
    return known.stream().anyMatch(elements -> elements.sources().contains(name))
        ? SourcePort.CARRIER
        : SinkPort.CARRIER;
  }

  /// Lets an element carry what a module names; false when there is a problem.
  boolean carry(ElementSpec spec, Element carrier) {
    for (FrameElements elements : known) {
      if (elements.sources().contains(spec.factory())) {
        return elements
            .source(spec.factory(), spec.properties())
            .map(source -> ports.add(new SourcePort(spec.stageName(), carrier, source)))
            .orElse(false);
      }
      if (elements.sinks().contains(spec.factory())) {
        return elements
            .sink(spec.factory(), spec.properties())
            .map(sink -> ports.add(new SinkPort(spec.stageName(), carrier, sink)))
            .orElse(false);
      }
    }
    throw new IllegalArgumentException("not made of Java: " + spec.factory());
  }

  /// Those that were made, in the order of the module.
  List<Port> ports() {
    return List.copyOf(ports);
  }
}
