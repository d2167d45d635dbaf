package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.SeriesDirectory;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.SeriesKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// All families of one run. Any thread.
///
/// A name stands for one declaration: the same one again gives the same family, another one is an
/// error for whoever comes second. Names follow the classic Prometheus character sets and may not
/// be those of built-in metrics; a counter's `_total` may be given or left out, and a unit becomes
/// the end of the name unless it is that already.
///
/// When no more families fit, a family is given whose writes go nowhere, and that is counted in
/// `framegauge_series_refused_total{family="families"}`.
public final class Families {
  private final SeriesDirectory directory;
  private final ExtraLabels extraLabels;

  /// Each family under its full name and under the name it was asked for by.
  private final Map<String, Family> families = new HashMap<>();

  public Families(SeriesDirectory directory, ExtraLabels extraLabels) {
    this.directory = directory;
    this.extraLabels = extraLabels;
  }

  /// Gets or creates a family of counters.
  ///
  /// @param help shown to whoever queries; empty for none
  /// @param unit in the plural, such as `seconds` or `bytes`; empty for none
  /// @throws IllegalArgumentException when a name is illegal or taken, or declared otherwise before
  public CounterFamily counterFamily(String name, String help, String unit, String... labelNames) {
    Declaration wanted = Declaration.of(SeriesKind.COUNTER, name, help, unit, List.of(labelNames));
    return (CounterFamily) getOrCreate(name, wanted);
  }

  /// Gets or creates a family of gauges.
  ///
  /// @param help shown to whoever queries; empty for none
  /// @param unit in the plural, such as `seconds` or `bytes`; empty for none
  /// @throws IllegalArgumentException when a name is illegal or taken, or declared otherwise before
  public GaugeFamily gaugeFamily(String name, String help, String unit, String... labelNames) {
    Declaration wanted = Declaration.of(SeriesKind.GAUGE, name, help, unit, List.of(labelNames));
    return (GaugeFamily) getOrCreate(name, wanted);
  }

  /// The family behind a built-in counter whose series are only known while the pipeline runs, such
  /// as [Metric#STAGE_OBJECTS]; for the code that measures, not for plugins.
  public CounterFamily counterFamily(Metric metric) {
    Declaration wanted =
        new Declaration(
            SeriesKind.COUNTER, metric.baseName(), metric.help(), "", metric.labelNames());
    return (CounterFamily) getOrCreate(metric.baseName(), wanted);
  }

  /// The family behind a built-in gauge whose series are only known while the pipeline runs, such
  /// as [Metric#QUEUE_PAD_LEVEL_BUFFERS]; for the code that measures, not for plugins.
  public GaugeFamily gaugeFamily(Metric metric) {
    Declaration wanted =
        new Declaration(
            SeriesKind.GAUGE, metric.baseName(), metric.help(), "", metric.labelNames());
    return (GaugeFamily) getOrCreate(metric.baseName(), wanted);
  }

  /// The family of counters with this name, if there is one.
  public Optional<CounterFamily> findCounterFamily(String name) {
    return find(Declaration.stem(SeriesKind.COUNTER, name), CounterFamily.class);
  }

  /// The family of gauges with this name, if there is one.
  public Optional<GaugeFamily> findGaugeFamily(String name) {
    return find(name, GaugeFamily.class);
  }

  /// Removes a family with all its series; what is still held of it has no effect any more.
  ///
  /// @return whether there was one
  public synchronized boolean delete(String name) {
    Family family = families.get(name);
    if (family == null) {
      family = families.get(Names.withoutTotal(name));
    }
    if (family == null) {
      return false;
    }
    Family deleted = family;
    families.values().removeIf(deleted::equals);
    switch (deleted) {
      case CounterFamily counters -> counters.deleteAll();
      case GaugeFamily gauges -> gauges.deleteAll();
    }
    return true;
  }

  private synchronized <F extends Family> Optional<F> find(String name, Class<F> type) {
    return Optional.ofNullable(families.get(name)).filter(type::isInstance).map(type::cast);
  }

  private synchronized Family getOrCreate(String name, Declaration wanted) {
    String stem = Declaration.stem(wanted.kind(), name);
    for (String key : List.of(stem, wanted.name())) {
      Family known = families.get(key);
      if (known != null && !known.declaration().equals(wanted)) {
        throw new IllegalArgumentException(
            "must be declared the same way each time: first="
                + known.declaration()
                + "; now="
                + wanted);
      }
    }
    Family family = families.get(wanted.name());
    if (family == null) {
      family = create(wanted);
      families.put(wanted.name(), family);
    }
    families.put(stem, family);
    return family;
  }

  private Family create(Declaration wanted) {
    for (String label : wanted.labelNames()) {
      if (extraLabels.labels().containsKey(label)) {
        throw new IllegalArgumentException("label name must not be an extra label: label=" + label);
      }
    }
    OptionalInt place =
        directory.family(
            wanted.kind(),
            wanted.name(),
            LabelText.clean(wanted.help()),
            wanted.unit(),
            wanted.labelNames());
    return switch (wanted.kind()) {
      case COUNTER -> new CounterFamily(wanted, directory, place);
      case GAUGE -> new GaugeFamily(wanted, directory, place);
    };
  }
}
