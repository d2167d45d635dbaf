package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.metrics.LabelText;
import io.framegauge.telemetry.record.Metric;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/// Builds the label sets of series: their own labels and the extra ones, and the pipeline's name
/// where it belongs. The library keeps labels sorted by name, which makes their order fixed.
final class LabelSets {
  private final Labels extra;
  private final Labels extraAndPipeline;

  LabelSets(ExtraLabels extraLabels, String pipelineName) {
    List<String> names = List.copyOf(extraLabels.labels().keySet());
    extra = Labels.of(names, names.stream().map(extraLabels.labels()::get).toList());
    extraAndPipeline = extra.add(Metric.PIPELINE_NAME, LabelText.clean(pipelineName));
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

  private static Labels merged(Labels base, List<String> names, List<String> values) {
    String[] clean = new String[values.size()];
    for (int i = 0; i < clean.length; i++) {
      clean[i] = LabelText.clean(values.get(i));
    }
    return base.merge(names.toArray(String[]::new), clean);
  }
}
