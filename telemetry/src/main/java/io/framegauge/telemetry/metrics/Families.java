package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.SeriesDirectory;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.SeriesKind;
import java.util.List;
import java.util.Optional;

/// All families of one run. Any thread.
///
/// A name stands for one declaration: the same one again gives the same family, another one is an
/// error for whoever comes second, and so is a name that another family or a built-in metric is
/// known by. Names follow the classic Prometheus character sets; a counter's `_total` and an info's
/// `_info` may be given or left out, and a unit becomes the end of the name unless it is that
/// already.
///
/// What does not fit is not kept, and counted in `framegauge_series_refused_total`: families under
/// `family="families"`, series under their family's name.
public final class Families {
  /// Series of a family, unless the settings or its declaration say otherwise.
  public static final int MAX_SERIES = 1000;

  private final FamilyRegistry registry;
  private final SeriesPolicy policy;

  public Families(SeriesDirectory directory, ExtraLabels extraLabels) {
    this(directory, extraLabels, MAX_SERIES);
  }

  /// @param maxSeries of a family that does not say otherwise
  public Families(SeriesDirectory directory, ExtraLabels extraLabels, int maxSeries) {
    this(new FamilyRegistry(directory, extraLabels, maxSeries), SeriesPolicy.DEFAULT);
  }

  private Families(FamilyRegistry registry, SeriesPolicy policy) {
    this.registry = registry;
    this.policy = policy;
  }

  /// The same families; those that are declared through what this answers come under a policy.
  public Families with(SeriesPolicy other) {
    return new Families(registry, other);
  }

  /// Gets or creates a family of counters.
  ///
  /// @param help shown to whoever queries; empty for none
  /// @param unit in the plural, such as `seconds` or `bytes`; empty for none
  /// @throws IllegalArgumentException when a name is illegal or taken, or declared otherwise before
  public CounterFamily counterFamily(String name, String help, String unit, String... labelNames) {
    return (CounterFamily) declare(name, of(SeriesKind.COUNTER, name, help, unit, labelNames));
  }

  /// Gets or creates a family of gauges.
  ///
  /// @param help shown to whoever queries; empty for none
  /// @param unit in the plural, such as `seconds` or `bytes`; empty for none
  /// @throws IllegalArgumentException when a name is illegal or taken, or declared otherwise before
  public GaugeFamily gaugeFamily(String name, String help, String unit, String... labelNames) {
    return (GaugeFamily) declare(name, of(SeriesKind.GAUGE, name, help, unit, labelNames));
  }

  /// Gets or creates a family of histograms.
  ///
  /// @param help shown to whoever queries; empty for none
  /// @param unit in the plural, such as `seconds` or `bytes`; empty for none
  /// @param bounds upper bounds of the buckets, 1 to 40, from 0 on, ascending; a last bucket
  ///   without a bound is added; [HistogramFamily#SECONDS] for times
  /// @throws IllegalArgumentException when a name or bound is illegal, a name is taken, or declared
  ///   otherwise before
  public HistogramFamily histogramFamily(
      String name, String help, String unit, List<Double> bounds, String... labelNames) {
    double[] numbers = bounds.stream().mapToDouble(Double::doubleValue).toArray();
    Declaration wanted = of(SeriesKind.HISTOGRAM, name, help, unit, labelNames);
    return (HistogramFamily) declare(name, wanted.withBounds(numbers));
  }

  /// Gets or creates a family of facts.
  ///
  /// @param help shown to whoever queries; empty for none
  /// @throws IllegalArgumentException when a name is illegal or taken, or declared otherwise before
  public InfoFamily infoFamily(String name, String help, String... labelNames) {
    return (InfoFamily) declare(name, of(SeriesKind.INFO, name, help, "", labelNames));
  }

  /// Gets or creates a family of enumerations.
  ///
  /// @param help shown to whoever queries; empty for none
  /// @param states 1 to 64; a series starts in the first one
  /// @throws IllegalArgumentException when a name or state is illegal, a name is taken, or declared
  ///   otherwise before
  public StateFamily stateFamily(
      String name, String help, List<String> states, String... labelNames) {
    Declaration wanted = of(SeriesKind.STATE, name, help, "", labelNames);
    return (StateFamily) declare(name, wanted.withStates(states));
  }

  private static Declaration of(
      SeriesKind kind, String name, String help, String unit, String... labelNames) {
    return Declaration.of(kind, name, help, unit, List.of(labelNames));
  }

  private Family declare(String name, Declaration wanted) {
    return registry.getOrCreate(name, wanted.with(policy));
  }

  /// The family behind a built-in counter whose series are only known while the pipeline runs, such
  /// as [Metric#STAGE_OBJECTS]; for the code that measures, not for plugins.
  public CounterFamily counterFamily(Metric metric) {
    Declaration wanted =
        Declaration.plain(
            SeriesKind.COUNTER, metric.baseName(), metric.help(), "", metric.labelNames());
    return (CounterFamily) registry.getOrCreate(metric.baseName(), wanted);
  }

  /// The family with this name, if there is one of this type, as in `find("frames_per_source",
  /// CounterFamily.class)`.
  public <F extends Family> Optional<F> find(String name, Class<F> type) {
    Optional<F> exact = registry.find(name, type);
    return exact.isPresent()
        ? exact
        : registry
            .find(Declaration.stem(SeriesKind.COUNTER, name), type)
            .or(() -> registry.find(Declaration.stem(SeriesKind.INFO, name), type));
  }

  /// The family behind a built-in gauge whose series are only known while the pipeline runs, such
  /// as [Metric#QUEUE_PAD_LEVEL_BUFFERS]; for the code that measures, not for plugins.
  public GaugeFamily gaugeFamily(Metric metric) {
    Declaration wanted =
        Declaration.plain(
            SeriesKind.GAUGE, metric.baseName(), metric.help(), "", metric.labelNames());
    return (GaugeFamily) registry.getOrCreate(metric.baseName(), wanted);
  }

  /// The family of counters with this name, if there is one.
  public Optional<CounterFamily> findCounterFamily(String name) {
    return find(name, CounterFamily.class);
  }

  /// The family of gauges with this name, if there is one.
  public Optional<GaugeFamily> findGaugeFamily(String name) {
    return find(name, GaugeFamily.class);
  }

  /// Removes a family with all its series; what is still held of it has no effect any more.
  ///
  /// @return whether there was one
  public boolean delete(String name) {
    return registry.delete(name);
  }

  /// A source of frames is gone: the series that belong to it go, of those families that were
  /// declared so with [SeriesPolicy#expiringWith].
  public void sourceRemoved(String sourceId) {
    registry.sourceRemoved(sourceId);
  }

  /// Lets users' counters and histograms begin at 0 again, with a new time of creation; gauges,
  /// facts and states stay. A histogram for which there is no spare place stays as well.
  public void reset() {
    registry.restart();
  }

  /// Series of a family that does not say otherwise.
  int maxSeries() {
    return registry.maxSeries();
  }

  /// @throws IllegalArgumentException as a declaration does whose names are taken
  void refuseClash(Declaration wanted) {
    registry.refuseClash(wanted);
  }
}
