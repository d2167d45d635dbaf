package io.framegauge.pipeline;

import io.framegauge.config.ConfigNode;
import io.framegauge.config.ScalarNode;
import io.framegauge.config.Section;
import io.framegauge.config.Suggestion;
import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.PropertyWriter;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;

/// Makes elements as a module describes them; what is wrong becomes a problem of the module.
final class ElementMaker {
  private static final Set<String> READING = Set.of("filesrc", "multifilesrc", "splitmuxsrc");

  private final FactoryNames factories;
  private final JavaElements java;
  private final Set<String> missing = new LinkedHashSet<>();

  ElementMaker(FactoryNames factories, JavaElements java) {
    this.factories = factories;
    this.java = java;
  }

  /// Makes an element and sets its properties.
  Optional<Element> make(ElementSpec spec) {
    if (spec.factory().isEmpty()) {
      return Optional.empty();
    }
    if (java.names().contains(spec.factory())) {
      return java.make(spec);
    }
    if (!factories.has(spec.factory())) {
      unknown(spec);
      spec.properties().keys().forEach(spec.properties()::skip);
      return Optional.empty();
    }
    Element element = ElementFactory.make(spec.factory(), spec.stageName());
    for (String name : spec.properties().keys()) {
      set(element, spec, name);
    }
    return Optional.of(element);
  }

  /// Packages that the machine lacks for elements that were to be made, a sentence each.
  Set<String> missing() {
    return missing;
  }

  private void unknown(ElementSpec spec) {
    Section section = spec.section();
    Optional<String> known = KnownPackages.sentence(spec.factory(), factories.all());
    if (known.isPresent()) {
      missing.add(
          section.positionOf("element") + ": " + section.pathOf("element") + ": " + known.get());
    } else {
      Set<String> all = new TreeSet<>(factories.all());
      all.addAll(java.names());
      section.problem(
          "element",
          "unknown element factory: element="
              + spec.factory()
              + Suggestion.didYouMean(spec.factory(), all));
    }
  }

  private static void set(Element element, ElementSpec spec, String name) {
    Section properties = spec.properties();
    Optional<ConfigNode> node = properties.node(name);
    long address = Address.of(element);
    if (name.equals("name")) {
      properties.problem(name, "write the name beside element, not among the properties");
    } else if (!PropertyWriter.has(address, name)) {
      properties.problem(
          name,
          "unknown property of "
              + spec.factory()
              + Suggestion.didYouMean(name, element.listPropertyNames()));
    } else if (node.isPresent() && !(node.get() instanceof ScalarNode)) {
      properties.problem(name, "must be a single value: " + name);
    } else if (node.orElse(null) instanceof ScalarNode scalar) {
      write(address, spec, name, scalar.text());
    }
  }

  private static void write(long address, ElementSpec spec, String name, String given) {
    Section properties = spec.properties();
    String text = name.equals("uri") ? MediaLocation.uri(properties, name, given) : given;
    if (name.equals("location") && READING.contains(spec.factory()) && !given.contains("%")) {
      MediaLocation.path(properties, name, given);
    }
    PropertyWriter.set(address, name, text)
        .ifPresent(rule -> properties.problem(name, rule + ": " + name + "=" + given));
  }
}
