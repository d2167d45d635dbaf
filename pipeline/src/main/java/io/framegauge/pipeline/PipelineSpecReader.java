package io.framegauge.pipeline;

import io.framegauge.config.ConfigNode;
import io.framegauge.config.ScalarNode;
import io.framegauge.config.Section;
import io.framegauge.pipeline.plugin.OnError;
import io.framegauge.pipeline.plugin.PluginSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the `pipeline` section of a module.
final class PipelineSpecReader {
  private static final String PLUGIN_ELEMENT = "javafunc";
  private static final double MAX_BUDGET_MILLIS = 3_600_000;
  private static final int OFF_THREAD_QUEUE = 4;
  private static final int MAX_OFF_THREAD_QUEUE = 1_000;
  private static final Pattern STAGE_NAME = Pattern.compile("[^\\s/!]{1,252}");

  private final Path folder;
  private final StageNames unnamed = new StageNames();
  private final Set<String> names = new HashSet<>();

  PipelineSpecReader(Path folder) {
    this.folder = folder;
  }

  PipelineSpec read(Section root) {
    root.require("pipeline");
    Section pipeline = root.section("pipeline");
    return pipeline.has("launch") ? text(pipeline) : chain(pipeline);
  }

  private PipelineSpec text(Section pipeline) {
    Map<String, PluginSpec> plugins = new LinkedHashMap<>();
    Section named = pipeline.section("plugins");
    for (String name : named.keys()) {
      plugins.put(name, plugin(named.section(name)));
    }
    return new PipelineSpec.Text(
        pipeline.text("launch").orElse(""), plugins, ports(pipeline.section("ports")), pipeline);
  }

  private static List<ElementSpec> ports(Section named) {
    List<ElementSpec> ports = new ArrayList<>();
    for (String name : named.keys()) {
      Section section = named.section(name);
      section.require("element");
      String element = section.text("element").orElse("");
      Section properties = section.section("properties");
      ports.add(new ElementSpec(element, name, properties, Optional.empty(), section));
    }
    return ports;
  }

  private PipelineSpec chain(Section pipeline) {
    List<ElementSpec> elements = new ArrayList<>(source(pipeline));
    elements(pipeline, elements);
    if (pipeline.require("sink")) {
      elements.add(element(pipeline.section("sink")));
    }
    return new PipelineSpec.Chain(elements);
  }

  /// One element, or a list of groups of which one is enabled.
  private List<ElementSpec> source(Section pipeline) {
    if (!pipeline.require("source")) {
      return List.of();
    }
    if (!(pipeline.node("source").orElse(null) instanceof io.framegauge.config.ListNode)) {
      return List.of(element(pipeline.section("source")));
    }
    List<ElementSpec> elements = new ArrayList<>();
    int enabled = 0;
    for (Section item : pipeline.sections("source")) {
      item.require("group");
      Section group = item.section("group");
      if (isEnabled(group)) {
        enabled++;
        elements(group, elements);
      }
    }
    if (enabled != 1) {
      pipeline.problem("source", "exactly one group must be enabled: enabled=" + enabled);
    }
    return elements;
  }

  private void elements(Section of, List<ElementSpec> into) {
    for (Section item : of.sections("elements")) {
      if (item.keys().contains("group")) {
        Section group = item.section("group");
        if (isEnabled(group)) {
          elements(group, into);
        }
      } else {
        into.add(element(item));
      }
    }
  }

  /// A group without a condition is enabled; what a disabled one holds is not looked at.
  private static boolean isEnabled(Section group) {
    group.text("name");
    boolean enabled = true;
    if (group.keys().contains("init_condition")) {
      Section condition = group.section("init_condition");
      boolean hasExpression = condition.require("expr");
      boolean hasValue = condition.require("value");
      enabled =
          hasExpression
              && hasValue
              && written(condition, "expr").equals(written(condition, "value"));
    }
    if (!enabled) {
      group.skip("elements");
    }
    return enabled;
  }

  private static Optional<String> written(Section section, String key) {
    Optional<ConfigNode> node = section.node(key);
    if (node.isPresent() && !(node.get() instanceof ScalarNode)) {
      section.problem(key, "must be a single value: " + key);
    }
    return node.map(value -> value instanceof ScalarNode scalar ? scalar.text() : "");
  }

  private ElementSpec element(Section section) {
    section.require("element");
    String element = section.text("element").orElse("");
    Optional<String> name = section.text("name");
    Section properties = section.section("properties");
    if (element.equals(PLUGIN_ELEMENT)) {
      PluginSpec plugin = plugin(section);
      String stage = name(section, name, () -> unnamed.next(PLUGIN_ELEMENT));
      return new ElementSpec("identity", stage, properties, Optional.of(plugin), section);
    }
    String stage = name(section, name, () -> unnamed.next(element));
    return new ElementSpec(element, stage, properties, Optional.empty(), section);
  }

  private String name(
      Section section, Optional<String> given, java.util.function.Supplier<String> otherwise) {
    String name = given.orElseGet(otherwise);
    if (!STAGE_NAME.matcher(name).matches()) {
      section.problem(
          "name",
          "must be 1 to 252 characters without space, slash, exclamation mark: name=" + name);
    } else if (!names.add(name)) {
      section.problem("name", "must not be the name of another element: name=" + name);
    }
    return name;
  }

  private PluginSpec plugin(Section section) {
    section.require("class_name");
    Optional<Path> source = section.text("source").map(folder::resolve);
    Optional<Path> jar = section.text("jar").map(folder::resolve);
    if (source.isPresent() && jar.isPresent()) {
      section.problem("jar", "must not stand beside source: a class is in the one or in the other");
    }
    OptionalInt offThread = offThread(section);
    OnError policy = onError(section);
    if (offThread.isPresent() && policy == OnError.DROP) {
      section.problem(
          "on_error",
          "must be stop or pass where off_thread is set, the frame is gone by then: on_error=drop");
    }
    return new PluginSpec(
        section.text("class_name").orElse(""),
        source,
        jar,
        section.section("kwargs"),
        policy,
        section.decimal("budget_ms", 0, MAX_BUDGET_MILLIS),
        offThread,
        section);
  }

  /// `true`, or a map that says how long the queue is.
  private static OptionalInt offThread(Section section) {
    if (section.node("off_thread").orElse(null) instanceof ScalarNode) {
      boolean wanted = section.bool("off_thread").orElse(false);
      return wanted ? OptionalInt.of(OFF_THREAD_QUEUE) : OptionalInt.empty();
    }
    if (!section.has("off_thread")) {
      return OptionalInt.empty();
    }
    Optional<Long> queue =
        section.section("off_thread").wholeNumber("queue", 1, MAX_OFF_THREAD_QUEUE);
    return OptionalInt.of(queue.map(Long::intValue).orElse(OFF_THREAD_QUEUE));
  }

  private static OnError onError(Section section) {
    String given = section.text("on_error").orElse("stop");
    for (OnError policy : OnError.values()) {
      if (policy.name().toLowerCase(Locale.ROOT).equals(given)) {
        return policy;
      }
    }
    section.problem("on_error", "must be stop, drop or pass: on_error=" + given);
    return OnError.STOP;
  }
}
