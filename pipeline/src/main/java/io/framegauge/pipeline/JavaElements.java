package io.framegauge.pipeline;

import io.framegauge.pipeline.port.FrameElements;
import io.framegauge.pipeline.port.FrameSink;
import io.framegauge.pipeline.port.FrameSource;
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
    for (FrameElements elements : known) {
      if (elements.sources().contains(spec.factory())) {
        return elements.source(spec.factory(), spec.properties()).map(made -> carry(spec, made));
      }
      if (elements.sinks().contains(spec.factory())) {
        return elements.sink(spec.factory(), spec.properties()).map(made -> carry(spec, made));
      }
    }
    throw new IllegalArgumentException("not made of Java: " + spec.factory());
  }

  private Element carry(ElementSpec spec, FrameSource source) {
    Element carrier = ElementFactory.make("appsrc", spec.stageName());
    ports.add(new SourcePort(spec.stageName(), carrier, source));
    return carrier;
  }

  private Element carry(ElementSpec spec, FrameSink sink) {
    Element carrier = ElementFactory.make("fakesink", spec.stageName());
    ports.add(new SinkPort(spec.stageName(), carrier, sink));
    return carrier;
  }

  /// Those that were made, in the order of the module.
  List<Port> ports() {
    return List.copyOf(ports);
  }
}
