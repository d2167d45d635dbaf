package io.framegauge.benchmarks;

import io.framegauge.pipeline.PipelineTelemetry;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.record.StageCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;

/// The cost of probes: one pipeline with a chain for each [Kind], whose windows take turns. Each
/// round builds the pipeline anew, so that no side profits from where its memory lies.
final class ProbeRows {
  static final int FILTERS = 5;
  private static final int WARM_UP_TURNS = 4;
  private static final int WARM_UP_BUFFERS =
      40_000; // counted, since time passes unused on a busy machine

  /// Nanoseconds for one buffer over the whole chain, window by window.
  record Costs(Map<Kind, Spread> wall, Map<Kind, Spread> cpu) {
    /// Nanoseconds of CPU time that a kind adds for one buffer on one link.
    double perLink(Kind kind) {
      return added(cpu, kind);
    }

    /// The same by the clock on the wall, which counts whatever else the machine does.
    double perLinkWall(Kind kind) {
      return added(wall, kind);
    }

    private static double added(Map<Kind, Spread> spreads, Kind kind) {
      return (kind.in(spreads).low() - Kind.NONE.in(spreads).low()) / (FILTERS + 1);
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
  /// @param windowsEach windows of each kind in a round
  Costs measure(int regions, int rounds, int windowsEach) {
    Map<Kind, List<NativeBench.Window>> windows = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      windows.put(kind, new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      round(regions, windowsEach, windows);
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

  private void round(int regions, int windowsEach, Map<Kind, List<NativeBench.Window>> windows) {
    String others =
        Arrays.stream(Kind.values())
            .filter(kind -> kind != Kind.OURS_FULL)
            .map(kind -> Chain.text(kind.prefix(), FILTERS))
            .collect(Collectors.joining(" "));
    String text = Chain.text(Kind.OURS_FULL.prefix(), FILTERS) + Chain.unmeasured(others);
    try (Pipeline pipeline = (Pipeline) Gst.parseLaunch(text);
        PipelineTelemetry ours =
            PipelineTelemetry.attach(pipeline, BenchTelemetry.options("probe-rows"))) {
      Map<Kind, Chain> chains = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        Chain chain = new Chain(pipeline, kind.prefix(), FILTERS);
        chain.probe(kind);
        chains.put(kind, chain);
        NativeBench.regions(chain.source(), regions);
      }
      pipeline.play();
      turns(chains, windowsEach, windows);
      check(chains, ours.telemetry());
      pipeline.stop();
    }
  }

  private void turns(
      Map<Kind, Chain> chains, int windowsEach, Map<Kind, List<NativeBench.Window>> windows) {
    for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
      for (Kind kind : Kind.values()) {
        long buffers = kind == Kind.JNA_COUNT ? WARM_UP_BUFFERS / 10 : WARM_UP_BUFFERS;
        NativeBench.window(kind.in(chains).source(), Long.MAX_VALUE, buffers);
      }
    }
    for (int turn = 0; turn < windowsEach; turn++) {
      for (Kind kind : Kind.values()) {
        kind.in(windows)
            .add(
                NativeBench.window(kind.in(chains).source(), effort.windowNanos(), Long.MAX_VALUE));
      }
    }
  }

  /// A probe that did nothing would be cheap.
  private static void check(Map<Kind, Chain> chains, Telemetry telemetry) {
    for (Kind kind : EnumSet.complementOf(EnumSet.of(Kind.NONE, Kind.OURS_FULL))) {
      if (kind.in(chains).seen(kind) == 0) {
        throw new IllegalStateException("must have seen buffers: probes=" + kind.words());
      }
    }
    for (Kind kind : List.of(Kind.C_FULL, Kind.C_LINK)) {
      Chain byC = kind.in(chains);
      if (byC.samplesOfC() == 0 || byC.journeysOfC() == 0) {
        throw new IllegalStateException("must have measured latency: probes=" + kind.words());
      }
    }
    List<StageCounts> stages = telemetry.reader().stages();
    long counted = stages.stream().filter(stage -> stage.frames() > 0).count();
    if (counted != FILTERS + 2) {
      throw new IllegalStateException("must have counted at each stage: stages=" + counted);
    }
  }
}
