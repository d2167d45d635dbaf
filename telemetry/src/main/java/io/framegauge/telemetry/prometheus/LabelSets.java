package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.metrics.LabelText;
import io.framegauge.telemetry.record.Metric;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The label sets of one scrape: the series' own labels and the extra ones, and the pipeline's name
/// where it belongs. Sets that the scrape before had are taken over instead of merged again; those
/// that nobody asked for are forgotten. The library keeps labels sorted by name, which makes their
/// order fixed. One thread.
final class LabelSets {
  private record Key(Labels base, List<String> names, List<String> values) {}

  private final Labels extra;
  private final Labels extraAndPipeline;
  private final Map<Key, Labels> before;
  private final Map<Key, Labels> merged;

  LabelSets(ExtraLabels extraLabels, String pipelineName) {
    List<String> names = List.copyOf(extraLabels.labels().keySet());
    extra = Labels.of(names, names.stream().map(extraLabels.labels()::get).toList());
    extraAndPipeline = extra.add(Metric.PIPELINE_NAME, LabelText.clean(pipelineName));
    before = Map.of();
    merged = new HashMap<>();
  }

  private LabelSets(LabelSets last) {
    extra = last.extra;
    extraAndPipeline = last.extraAndPipeline;
    before = last.merged;
    merged = HashMap.newHashMap(before.size());
  }

  /// For the next scrape; this one is complete and only read from now on.
  LabelSets next() {
    return new LabelSets(this);
  }

  /// The extra labels alone.
  Labels extra() {
    return extra;
  }

  /// Labels of a series of a built-in metric.
  Labels builtIn(List<String> names, List<String> values) {
    return merged(extraAndPipeline, names, values);
  }

  /// Labels of a series of a user's family.
  Labels user(List<String> names, List<String> values) {
    return merged(extra, names, values);
  }

  private Labels merged(Labels base, List<String> names, List<String> values) {
    Key key = new Key(base, names, values);
    Labels known = before.get(key);
    Labels labels = known == null ? merge(base, names, values) : known;
    merged.put(key, labels);
    return labels;
  }

  private static Labels merge(Labels base, List<String> names, List<String> values) {
    String[] clean = new String[values.size()];
    for (int i = 0; i < clean.length; i++) {
      clean[i] = LabelText.clean(values.get(i));
    }
    return base.merge(names.toArray(String[]::new), clean);
  }
}
