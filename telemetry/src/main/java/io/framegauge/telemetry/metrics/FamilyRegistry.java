package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.SeriesDirectory;
import io.framegauge.telemetry.record.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// The families of one run by name. Any thread.
final class FamilyRegistry {
  private record Known(Family family, SeriesTable<?, ?> table) {}

  private final SeriesDirectory directory;
  private final ExtraLabels extraLabels;
  private final int maxSeries;

  /// Each family under its full name and under the name it was asked for by.
  private final Map<String, Known> families = new HashMap<>();

  /// @param maxSeries of a user's family that does not say otherwise
  FamilyRegistry(SeriesDirectory directory, ExtraLabels extraLabels, int maxSeries) {
    this.directory = directory;
    this.extraLabels = extraLabels;
    this.maxSeries = maxSeries;
  }

  int maxSeries() {
    return maxSeries;
  }

  synchronized <F extends Family> Optional<F> find(String name, Class<F> type) {
    return Optional.ofNullable(families.get(name))
        .map(Known::family)
        .filter(type::isInstance)
        .map(type::cast);
  }

  synchronized Family getOrCreate(String name, Declaration wanted) {
    String stem = Declaration.stem(wanted.kind(), name);
    for (String key : List.of(stem, wanted.name())) {
      Known known = families.get(key);
      if (known != null && !known.family.declaration().equals(wanted)) {
        throw new IllegalArgumentException(
            "must be declared the same way each time: first="
                + known.family.declaration()
                + "; now="
                + wanted);
      }
    }
    Known known = families.get(wanted.name());
    if (known == null) {
      refuseClash(wanted);
      known = create(wanted);
      families.put(wanted.name(), known);
    }
    families.put(stem, known);
    return known.family;
  }

  /// @throws IllegalArgumentException when a name that the family would be known by is that of
  ///   another one, or a label is an extra label
  synchronized void refuseClash(Declaration wanted) {
    for (String label : wanted.labelNames()) {
      refuseExtra("label name must not be an extra label: label=", label);
    }
    if (!wanted.states().isEmpty()) {
      refuseExtra("name of states must not be an extra label: name=", wanted.name());
    }
    for (Known known : families.values()) {
      Declaration other = known.family.declaration();
      for (String exposed : wanted.exposedNames()) {
        if (other.exposedNames().contains(exposed)) {
          throw new IllegalArgumentException(
              "metric name must not be taken by another family: name=%s; other=%s; now=%s"
                  .formatted(exposed, other, wanted));
        }
      }
    }
  }

  private void refuseExtra(String rule, String name) {
    if (extraLabels.labels().containsKey(name)) {
      throw new IllegalArgumentException(rule + name);
    }
  }

  synchronized boolean delete(String name) {
    Known known = families.get(name);
    for (String ending : List.of("_total", "_info")) {
      known = known == null ? families.get(Names.without(name, ending)) : known;
    }
    if (known == null) {
      return false;
    }
    Known deleted = known;
    families.values().removeIf(deleted::equals);
    deleted.table.deleteFamily();
    return true;
  }

  synchronized void sourceRemoved(String sourceId) {
    families.values().forEach(known -> known.table.sourceRemoved(sourceId));
  }

  /// Lets what users count begin at 0 again.
  synchronized void restart() {
    families.values().stream()
        .distinct()
        .filter(known -> Metric.named(known.family.declaration().name()).isEmpty())
        .forEach(known -> known.table.restart());
  }

  private Known create(Declaration wanted) {
    OptionalInt place = directory.family(wanted.entry());
    boolean builtIn = Metric.named(wanted.name()).isPresent();
    int most = wanted.policy().maxSeries().orElse(builtIn ? Integer.MAX_VALUE : maxSeries);
    Home home = new Home(wanted, directory, place, most);
    return switch (wanted.kind()) {
      case COUNTER -> {
        var table = new SeriesTable<>(home, home.counts(), handles(Counter::new, Counter::cell));
        yield new Known(new CounterFamily(table), table);
      }
      case GAUGE -> {
        var table = new SeriesTable<>(home, home.levels(), handles(Gauge::new, Gauge::cell));
        yield new Known(new GaugeFamily(table), table);
      }
      case HISTOGRAM -> {
        var table =
            new SeriesTable<>(
                home,
                home.distributions(),
                handles(cells -> new Histogram(wanted.bounds(), cells), Histogram::cells));
        yield new Known(new HistogramFamily(table), table);
      }
      case INFO -> {
        var table = new SeriesTable<>(home, home.levels(), handles(Fact::new, Fact::cell));
        yield new Known(new InfoFamily(table), table);
      }
      case STATE -> {
        var table =
            new SeriesTable<>(
                home,
                home.levels(),
                handles(cell -> new State(wanted.states(), cell), State::cell));
        yield new Known(new StateFamily(table), table);
      }
    };
  }

  private static <C, H> SeriesTable.Handles<C, H> handles(
      SeriesTable.HandleMaker<C, H> of, Function<H, C> cells) {
    return new SeriesTable.Handles<>(of, cells);
  }
}
