package io.framegauge.benchmarks;

import io.framegauge.pipeline.ElementProbes;
import io.framegauge.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;

/// The cost of probes: one pipeline with a chain for each [Kind], whose windows take turns. Each
/// round builds the pipeline anew, so that no side profits from where its memory lies.
final class ProbeRows {
  static final int FILTERS = 5;
  private static final int WARM_UP_WINDOWS = 12;

  /// Nanoseconds for one buffer over the whole chain, window by window.
  record Costs(Map<Kind, Spread> wall, Map<Kind, Spread> cpu) {
    /// Nanoseconds that a kind adds for one buffer on one link.
    double perLink(Kind kind) {
      return (wall.get(kind).low() - wall.get(Kind.NONE).low()) / (FILTERS + 1);
    }

    double perLinkCpu(Kind kind) {
      return (cpu.get(kind).low() - cpu.get(Kind.NONE).low()) / (FILTERS + 1);
    }
  }

  private final Effort effort;

  ProbeRows(Effort effort) {
    this.effort = effort;
  }

  /// Measures all kinds.
  ///
  /// @param regions of interest on each buffer
  /// @param rounds pipelines built anew
  Costs measure(int regions, int rounds) {
    Map<Kind, List<NativeBench.Window>> windows = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      windows.put(kind, new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      round(regions, windows);
    }
    return new Costs(
        spreads(windows, NativeBench.Window::wallNanos),
        spreads(windows, NativeBench.Window::cpuNanos));
  }

  private static Map<Kind, Spread> spreads(
      Map<Kind, List<NativeBench.Window>> windows,
      java.util.function.ToDoubleFunction<NativeBench.Window> value) {
    Map<Kind, Spread> spreads = new EnumMap<>(Kind.class);
    windows.forEach(
        (kind, all) -> spreads.put(kind, Spread.of(all.stream().mapToDouble(value).toArray())));
    return spreads;
  }

  private void round(int regions, Map<Kind, List<NativeBench.Window>> windows) {
    String text =
        Arrays.stream(Kind.values())
            .map(kind -> Chain.text(kind.prefix(), FILTERS))
            .collect(Collectors.joining(" "));
    try (Pipeline pipeline = (Pipeline) Gst.parseLaunch(text);
        Telemetry telemetry = BenchTelemetry.open("probe-rows")) {
      Map<Kind, Chain> chains = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        Chain chain = new Chain(pipeline, kind.prefix(), FILTERS);
        chain.probe(kind);
        chains.put(kind, chain);
        NativeBench.regions(chain.source(), regions);
      }
      ElementProbes ours = ElementProbes.attach(telemetry, chains.get(Kind.OURS_FULL).elements());
      telemetry.start();
      pipeline.play();
      turns(chains, windows);
      check(chains, telemetry);
      pipeline.stop();
      ours.close();
    }
  }

  private void turns(Map<Kind, Chain> chains, Map<Kind, List<NativeBench.Window>> windows) {
    for (int turn = 0; turn < WARM_UP_WINDOWS + effort.windows(); turn++) {
      for (Kind kind : Kind.values()) {
        NativeBench.Window window =
            NativeBench.window(chains.get(kind).source(), effort.windowNanos(), Long.MAX_VALUE);
        if (turn >= WARM_UP_WINDOWS) {
          windows.get(kind).add(window);
        }
      }
    }
  }

  /// A probe that did nothing would be cheap.
  private static void check(Map<Kind, Chain> chains, Telemetry telemetry) {
    for (Kind kind : List.of(Kind.C_COUNT, Kind.OURS_COUNT, Kind.C_FULL, Kind.JNA_COUNT)) {
      if (chains.get(kind).seen(kind) == 0) {
        throw new IllegalStateException("must have seen buffers: probes=" + kind.words());
      }
    }
    if (chains.get(Kind.C_FULL).samplesOfC() == 0) {
      throw new IllegalStateException("must have measured latency: probes=" + Kind.C_FULL.words());
    }
    telemetry.reader().stages().stream()
        .filter(stage -> stage.frames() == 0 && !stage.name().endsWith("-source"))
        .findAny()
        .ifPresent(stage -> {
          throw new IllegalStateException("must have counted frames: stage=" + stage.name());
        });
  }
}
