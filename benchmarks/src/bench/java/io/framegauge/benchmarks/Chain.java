package io.framegauge.benchmarks;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Pads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.PadProbeReturn;
import org.freedesktop.gstreamer.PadProbeType;
import org.freedesktop.gstreamer.Pipeline;

/// `benchsource ! identity ! … ! fakesink`, one of several in a pipeline.
final class Chain {
  private final Pipeline pipeline;
  private final String prefix;
  private final int filters;
  private final List<CountingProbe> counting = new ArrayList<>();
  private final List<Long> measuredByC = new ArrayList<>();
  private long countedByJna;

  Chain(Pipeline pipeline, String prefix, int filters) {
    this.pipeline = pipeline;
    this.prefix = prefix;
    this.filters = filters;
  }

  /// What gst-launch is told.
  static String text(String prefix, int filters) {
    StringBuilder text = new StringBuilder("benchsource name=" + prefix + "-source");
    for (int i = 1; i <= filters; i++) {
      text.append(" ! identity name=").append(prefix).append('-').append(i);
    }
    return text + " ! fakesink async=false sync=false name=" + prefix + "-sink";
  }

  /// Chains in a bin that the product takes for one stage without pads, and so leaves alone.
  static String unmeasured(String chains) {
    return " benchbin.( " + chains + " )";
  }

  Element source() {
    return element("source");
  }

  Element sink() {
    return element("sink");
  }

  private Element element(String suffix) {
    return pipeline.getElementByName(prefix + "-" + suffix);
  }

  private List<Element> filters() {
    return IntStream.rangeClosed(1, filters).mapToObj(i -> element("" + i)).toList();
  }

  /// From the source to the sink.
  List<Element> elements() {
    List<Element> all = new ArrayList<>();
    all.add(source());
    all.addAll(filters());
    all.add(sink());
    return all;
  }

  /// Links, each with one source pad.
  int links() {
    return filters + 1;
  }

  private List<Pad> sourcePads() {
    return elements().stream().flatMap(element -> element.getSrcPads().stream()).toList();
  }

  /// Puts the probes of a kind in place, but for the product's.
  void probe(Kind kind) {
    switch (kind) {
      case C_COUNT -> sourcePads().forEach(NativeBench::count);
      case OURS_COUNT -> sourcePads().forEach(this::countByOurs);
      case C_FULL -> measureByC();
      case C_LINK -> measureLinksByC();
      case JNA_COUNT -> sourcePads().forEach(this::countByJna);
      case NONE, OURS_FULL -> {}
    }
  }

  private void countByOurs(Pad pad) {
    CountingProbe probe = new CountingProbe();
    counting.add(probe);
    Pads.observe(Address.of(pad), probe);
  }

  private void countByJna(Pad pad) {
    pad.addProbe(
        PadProbeType.BUFFER,
        (where, info) -> {
          countedByJna++;
          return PadProbeReturn.OK;
        });
  }

  private void measureByC() {
    for (Element filter : filters()) {
      long in = Address.of(filter.getStaticPad("sink"));
      measuredByC.add(NativeBench.full(in, Address.of(filter.getStaticPad("src"))));
    }
    measuredByC.add(NativeBench.full(Address.of(sink().getStaticPad("sink")), 0));
    NativeBench.journey(measuredByC.getFirst(), measuredByC.getLast());
  }

  private void measureLinksByC() {
    long from = 0;
    for (Pad pad : sourcePads()) {
      from = NativeBench.link(pad, from);
      measuredByC.add(from);
    }
    NativeBench.journey(measuredByC.getFirst(), measuredByC.getLast());
  }

  /// Buffers that the probes on this chain have seen, of all links together; for the kinds that
  /// keep their count here.
  long seen(Kind kind) {
    return switch (kind) {
      case OURS_COUNT -> counting.stream().mapToLong(CountingProbe::count).sum();
      case C_FULL, C_LINK -> measuredByC.stream().mapToLong(NativeBench::fullBuffers).sum();
      case JNA_COUNT -> countedByJna;
      case C_COUNT -> NativeBench.counted();
      case NONE, OURS_FULL -> 0;
    };
  }

  /// Residence samples that C took.
  long samplesOfC() {
    return measuredByC.stream().mapToLong(NativeBench::fullSamples).sum();
  }

  /// Samples that C took of the time from the source to the sink.
  long journeysOfC() {
    return NativeBench.fullJourneys(measuredByC.getLast());
  }
}
