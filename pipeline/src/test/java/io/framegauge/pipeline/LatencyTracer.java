package io.framegauge.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// GStreamer's own `latency` tracer over a pipeline of `gst-launch-1.0`, in a process of its own.
final class LatencyTracer {
  private static final Pattern ELEMENT =
      Pattern.compile(
          "element-latency, .*element=\\(string\\)([^,%]+), src=.*time=\\(guint64\\)(\\d+)");
  private static final Pattern SINK =
      Pattern.compile(
          " latency, src-element-id=.*sink-element=\\(string\\)([^,%]+),.*time=\\(guint64\\)(\\d+)");

  private final Map<String, List<Long>> elements = new HashMap<>();
  private final Map<String, List<Long>> sinks = new HashMap<>();

  private LatencyTracer() {}

  static LatencyTracer over(String text) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("gst-launch-1.0", "-q"));
    command.addAll(List.of(text.split(" +", -1)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GST_TRACERS", "latency(flags=pipeline+element)");
    builder.environment().put("GST_DEBUG", "GST_TRACER:7");
    builder.environment().put("GST_DEBUG_NO_COLOR", "1");
    Process process = builder.start();
    LatencyTracer tracer = new LatencyTracer();
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(tracer::line);
    }
    if (process.waitFor() != 0) {
      throw new AssertionError("gst-launch-1.0 ended with " + process.exitValue());
    }
    return tracer;
  }

  private void line(String line) {
    add(ELEMENT.matcher(line), elements);
    add(SINK.matcher(line), sinks);
  }

  private static void add(Matcher found, Map<String, List<Long>> to) {
    if (found.find()) {
      to.computeIfAbsent(found.group(1), name -> new ArrayList<>())
          .add(Long.parseLong(found.group(2)));
    }
  }

  /// Samples of an element, in nanoseconds.
  List<Long> element(String name) {
    return elements.getOrDefault(name, List.of());
  }

  /// Samples from a source to a sink, in nanoseconds.
  List<Long> sink(String name) {
    return sinks.getOrDefault(name, List.of());
  }

  /// The median in nanoseconds.
  long median(String element) {
    return element(element).stream().sorted().toList().get(element(element).size() / 2);
  }
}
