package io.framegauge.pipeline;

import io.framegauge.config.Section;
import io.framegauge.config.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.freedesktop.gstreamer.Bin;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.GstException;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.PadDirection;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.glib.GError;

/// Builds the GStreamer pipeline that a module describes. GStreamer must be initialised. What is
/// wrong becomes a problem of the module; then nothing may be started.
final class PipelineBuilder {
  private final FactoryNames factories = new FactoryNames();
  private final Set<String> missing = new LinkedHashSet<>();
  private final String name;
  private final JavaElements java;

  PipelineBuilder(String name, JavaElements java) {
    this.name = name;
    this.java = java;
  }

  /// Builds; empty when problems were found.
  Optional<BuiltPipeline> build(PipelineSpec spec) {
    return spec instanceof PipelineSpec.Chain chain
        ? chain(chain.elements())
        : text((PipelineSpec.Text) spec);
  }

  private Optional<BuiltPipeline> chain(List<ElementSpec> specs) {
    ElementMaker maker = new ElementMaker(factories, java);
    List<Element> elements = new ArrayList<>();
    List<PipelineTelemetry.Measured> measured = new ArrayList<>();
    for (ElementSpec spec : specs) {
      maker
          .make(spec)
          .ifPresent(element -> {
            elements.add(element);
            measured.add(
                new PipelineTelemetry.Measured(
                    element, spec.stageName(), spec.plugin().isPresent()));
          });
    }
    missing.addAll(maker.missing());
    if (elements.size() < specs.size() || elements.isEmpty()) {
      return Optional.empty();
    }
    Pipeline pipeline = new Pipeline(name);
    pipeline.addMany(elements.toArray(Element[]::new));
    boolean linked = true;
    for (int i = 0; i + 1 < elements.size(); i++) {
      linked &= link(elements.get(i), elements.get(i + 1), specs.get(i), specs.get(i + 1));
    }
    return linked
        ? Optional.of(new BuiltPipeline(pipeline, measured, java.ports()))
        : Optional.empty();
  }

  private static boolean link(Element from, Element to, ElementSpec fromSpec, ElementSpec toSpec) {
    if (from.getSrcPads().isEmpty() && hasLatePads(from)) {
      from.connect((Element.PAD_ADDED) (element, pad) -> linkVideo(pad, to));
      return true;
    }
    if (from.link(to)) {
      return true;
    }
    Section section = toSpec.section();
    section.problem(
        "element",
        "cannot be linked behind "
            + fromSpec.stageName()
            + ": no common format, or no free pad: element="
            + toSpec.factory());
    return false;
  }

  private static boolean hasLatePads(Element element) {
    return element.getFactory().getStaticPadTemplates().stream()
        .anyMatch(template -> template.getDirection() == PadDirection.SRC);
  }

  /// Links a pad that appeared, if it is the first that carries video; other media stay unlinked.
  private static void linkVideo(Pad pad, Element to) {
    Pad sink = to.getStaticPad("sink");
    if (pad.getDirection() != PadDirection.SRC || sink == null || sink.isLinked()) {
      return;
    }
    String caps = (pad.hasCurrentCaps() ? pad.getCurrentCaps() : pad.queryCaps(null)).toString();
    if (caps.startsWith("video/") || caps.startsWith("image/")) {
      try {
        pad.link(sink);
      } catch (org.freedesktop.gstreamer.PadLinkException e) {
        // Unlinked: the stream ends with not-linked, and the error names the source.
        return;
      }
    }
  }

  private Optional<BuiltPipeline> text(PipelineSpec.Text spec) {
    Section section = spec.section();
    if (!understood(spec)) {
      return Optional.empty();
    }
    Optional<Pipeline> pipeline = tryParse(spec);
    if (pipeline.isEmpty()) {
      return Optional.empty();
    }
    Pipeline parsed = pipeline.get();
    List<PipelineTelemetry.Measured> measured =
        ParsedElements.of(parsed, spec.launch(), spec.plugins());
    List<String> homeless =
        spec.plugins().keySet().stream()
            .filter(name -> named(parsed, name, "identity").isEmpty())
            .toList();
    homeless.forEach(plugin ->
        section
            .section("plugins")
            .problem(plugin, "must be the name of an identity in launch: " + plugin));
    boolean ported = true;
    for (ElementSpec port : spec.ports()) {
      ported &= carry(port, parsed, section.section("ports"));
    }
    if (!homeless.isEmpty() || !ported) {
      return Optional.empty();
    }
    return Optional.of(new BuiltPipeline(parsed, measured, java.ports()));
  }

  /// Lets an element of the text carry a source or sink that is made of Java.
  private boolean carry(ElementSpec port, Pipeline parsed, Section named) {
    if (!java.names().contains(port.factory())) {
      port.section()
          .problem(
              "element",
              "must be one of "
                  + String.join(", ", java.names())
                  + ": element="
                  + port.factory()
                  + Suggestion.didYouMean(port.factory(), java.names()));
      port.properties().keys().forEach(port.properties()::skip);
      return false;
    }
    String factory = java.carrier(port.factory());
    Optional<Element> carrier = named(parsed, port.stageName(), factory);
    if (carrier.isEmpty()) {
      named.problem(
          port.stageName(),
          "must be the name of an element " + factory + " in launch: " + port.stageName());
      port.properties().keys().forEach(port.properties()::skip);
      return false;
    }
    return java.carry(port, carrier.get());
  }

  private Optional<Pipeline> tryParse(PipelineSpec.Text spec) {
    try {
      return Optional.of(parse(spec.launch()));
    } catch (GstException e) {
      refuse(spec, "GStreamer cannot read the text: " + e.getMessage());
      return Optional.empty();
    }
  }

  private boolean understood(PipelineSpec.Text spec) {
    LaunchText text = new LaunchText(factories);
    List<String> problems = text.problems(spec.launch());
    List<String> lacking =
        text.unknown().stream()
            .flatMap(factory -> KnownPackages.sentence(factory, factories.all()).stream())
            .toList();
    if (lacking.size() == problems.size()) {
      missing.addAll(lacking);
    } else {
      refuse(spec, String.join("; ", problems));
    }
    return problems.isEmpty();
  }

  private static Optional<Element> named(Bin pipeline, String name, String factory) {
    return Optional.ofNullable(pipeline.getElementByName(name))
        .filter(element -> element.getFactory().getName().equals(factory));
  }

  private Pipeline parse(String launch) {
    if (launch.isBlank()) {
      throw new GstException("the text is empty");
    }
    List<GError> errors = new ArrayList<>();
    Element parsed = Gst.parseLaunch(launch, errors);
    if (!errors.isEmpty()) { // GStreamer would play what it understood of the text
      throw new GstException(
          errors.stream().map(GError::getMessage).collect(Collectors.joining("; ")));
    }
    if (parsed instanceof Pipeline pipeline) {
      pipeline.setName(name);
      return pipeline;
    }
    Pipeline pipeline = new Pipeline(name); // one element, or one bin, makes no pipeline by itself
    pipeline.add(parsed);
    return pipeline;
  }

  private static void refuse(PipelineSpec.Text spec, String message) {
    if (spec.section().path().isEmpty()) { // given on the command line: no file to point into
      throw new PipelineException("launch: " + message);
    }
    spec.section().problem("launch", message);
  }

  /// Packages that the machine lacks, a sentence each.
  Set<String> missing() {
    return missing;
  }
}
