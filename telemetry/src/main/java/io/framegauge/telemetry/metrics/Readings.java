package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.FamilyValues.SeriesValue;
import io.framegauge.telemetry.record.SeriesKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a [Collector] tells in one call. Names, units and labels are checked as those of families;
/// label values may be any text. For the thread that the collector is called on, until it returns.
///
/// Each method throws [IllegalArgumentException] when a name is illegal, or was declared otherwise
/// in the same call.
public final class Readings {
  /// A family of counts.
  public interface Counts {
    /// Tells an unsigned count.
    Counts add(long count, String... labelValues);
  }

  /// A family of levels.
  public interface Levels {
    /// Tells a level.
    Levels add(double level, String... labelValues);
  }

  /// A family of facts.
  public interface Facts {
    /// Tells a fact.
    Facts add(String... labelValues);
  }

  /// A family of enumerations.
  public interface States {
    /// Tells a state, which must be one of those declared.
    States add(String state, String... labelValues);
  }

  /// What was told of a family.
  record Told(Declaration declaration, Map<List<String>, SeriesValue> series) {
    FamilyValues values() {
      return new FamilyValues(
          declaration.kind(),
          declaration.name(),
          declaration.help(),
          declaration.unit(),
          declaration.labelNames(),
          declaration.bounds(),
          declaration.states(),
          0,
          List.copyOf(series.values()));
    }
  }

  private final int maxSeries;
  private final Map<String, Told> told = new LinkedHashMap<>();
  private volatile boolean closed;

  Readings(int maxSeries) {
    this.maxSeries = maxSeries;
  }

  /// Counts that only go up while what counts them lives.
  public Counts counter(String name, String help, String unit, String... labelNames) {
    Told family = family(SeriesKind.COUNTER, name, help, unit, labelNames);
    return new Counts() {
      @Override
      public Counts add(long count, String... labelValues) {
        put(family, count, labelValues);
        return this;
      }
    };
  }

  /// Levels that go up and down.
  public Levels gauge(String name, String help, String unit, String... labelNames) {
    Told family = family(SeriesKind.GAUGE, name, help, unit, labelNames);
    return new Levels() {
      @Override
      public Levels add(double level, String... labelValues) {
        put(family, Double.doubleToRawLongBits(level), labelValues);
        return this;
      }
    };
  }

  /// Facts told by label values.
  public Facts info(String name, String help, String... labelNames) {
    Told family = family(SeriesKind.INFO, name, help, "", labelNames);
    return new Facts() {
      @Override
      public Facts add(String... labelValues) {
        put(family, 0, labelValues);
        return this;
      }
    };
  }

  /// Enumerations.
  public States state(String name, String help, List<String> states, String... labelNames) {
    Told family = family(of(SeriesKind.STATE, name, help, "", labelNames).withStates(states));
    return new States() {
      @Override
      public States add(String state, String... labelValues) {
        int position = states.indexOf(state);
        if (position < 0) {
          throw new IllegalArgumentException("must be one of " + states + ": state=" + state);
        }
        put(family, position, labelValues);
        return this;
      }
    };
  }

  private Told family(
      SeriesKind kind, String name, String help, String unit, String... labelNames) {
    return family(of(kind, name, help, unit, labelNames));
  }

  private static Declaration of(
      SeriesKind kind, String name, String help, String unit, String... labelNames) {
    return Declaration.of(kind, name, help, unit, List.of(labelNames));
  }

  private Told family(Declaration wanted) {
    Told known =
        told.computeIfAbsent(wanted.name(), name -> new Told(wanted, new LinkedHashMap<>()));
    if (!known.declaration.equals(wanted)) {
      throw new IllegalArgumentException(
          "must be declared the same way each time: first="
              + known.declaration
              + "; now="
              + wanted);
    }
    return known;
  }

  private void put(Told family, long bits, String... labelValues) {
    if (closed) {
      throw new IllegalStateException(
          "must be told while the collector is called: name=" + family.declaration.name());
    }
    List<String> key = List.of(family.declaration.seriesKey(labelValues));
    family.series.put(key, new SeriesValue(key, bits, 0, Optional.empty()));
    if (family.series.size() > maxSeries) {
      throw new IllegalStateException(
          "must be at most %d series: name=%s".formatted(maxSeries, family.declaration.name()));
    }
  }

  /// Takes no more, and answers what was told.
  List<Told> close() {
    closed = true;
    return new ArrayList<>(told.values());
  }

  /// Takes no more: nobody waits for it.
  void abandon() {
    closed = true;
  }
}
