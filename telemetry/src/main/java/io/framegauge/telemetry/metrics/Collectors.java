package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The collectors of one run: called at each scrape of the module's own endpoint, all at once, each
/// on a thread of its own. Any thread.
///
/// Their numbers are in no telemetry file: a reader in another process does not see them. A call
/// that brings nothing is counted in `framegauge_collector_failures_total` by the reason: `slow`,
/// `busy` (the slow call before it still goes on), `threw`, or `clash` for a family whose name is
/// taken, which alone is left out.
public final class Collectors implements AutoCloseable {
  /// How long a scrape waits for collectors, unless the settings say otherwise.
  public static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Collectors.class);
  private static final List<String> REASONS = List.of("slow", "busy", "threw", "clash");

  /// What ends a registration.
  public interface Registration extends AutoCloseable {
    /// The collector is not called any more; a call in progress is interrupted.
    @Override
    void close();
  }

  private final Families families;
  private final Duration timeout;
  private final Optional<Collectors> successorOf;
  private final Map<String, Collection> collections = new LinkedHashMap<>();
  private final Set<String> logged = ConcurrentHashMap.newKeySet();
  private volatile boolean tookOver;

  /// @param families of the run, whose names collectors may not take
  /// @param timeout how long a scrape waits for all of them
  public Collectors(Families families, Duration timeout) {
    this(families, timeout, Optional.empty());
  }

  private Collectors(Families families, Duration timeout, Optional<Collectors> successorOf) {
    this.families = families;
    this.timeout = timeout;
    this.successorOf = successorOf;
  }

  /// For somebody who is to take another's place: what is registered there is not called before
  /// [#takeOver].
  public Collectors successor() {
    return new Collectors(families, timeout, Optional.of(successorOf.orElse(this)));
  }

  /// What has been registered here, and what will be, is called from now on, in place of those that
  /// have the same names.
  public void takeOver() {
    successorOf.ifPresent(place -> {
      Map<String, Collection> mine;
      synchronized (collections) {
        tookOver = true;
        mine = new LinkedHashMap<>(collections);
        collections.clear();
      }
      List<Collection> replaced = new ArrayList<>();
      synchronized (place.collections) {
        mine.forEach((name, collection) -> {
          Collection before = place.collections.put(name, collection);
          if (before != null) {
            replaced.add(before);
          }
        });
      }
      replaced.forEach(Collection::close);
    });
  }

  /// Has a collector called at each scrape from now on.
  ///
  /// @param name tells it from others in the metrics and the log
  /// @throws IllegalArgumentException when another one has the name
  public Registration register(String name, Collector collector) {
    Collectors place = place();
    Collection collection = new Collection(name, collector, families.maxSeries());
    synchronized (place.collections) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("must not be empty: collector=" + name);
      }
      if (place.collections.putIfAbsent(name, collection) != null) {
        throw new IllegalArgumentException("must be registered once: collector=" + name);
      }
    }
    REASONS.forEach(reason -> failures().inc(0, name, reason));
    return () -> remove(collection);
  }

  /// In memory from the first collector on.
  private CounterFamily failures() {
    return families.counterFamily(Metric.COLLECTOR_FAILURES);
  }

  /// Where registrations go now.
  private Collectors place() {
    return tookOver ? successorOf.orElse(this) : this;
  }

  private void remove(Collection collection) {
    for (Collectors place : List.of(this, place())) {
      synchronized (place.collections) {
        place.collections.remove(collection.name(), collection);
      }
    }
    collection.close();
  }

  private List<Collection> all() {
    synchronized (collections) {
      return List.copyOf(collections.values());
    }
  }

  /// What the collectors tell now; takes as long as the slowest, but never longer than the timeout.
  public List<FamilyValues> collect() {
    Map<Collection, Collection.Call> calls = new LinkedHashMap<>();
    all().forEach(collection -> calls.put(collection, collection.call()));
    long deadline = System.nanoTime() + timeout.toNanos();
    List<FamilyValues> values = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    calls.forEach((collection, call) -> {
      for (Readings.Told told : await(collection.name(), call, deadline)) {
        if (isFree(collection.name(), told.declaration(), taken)) {
          taken.addAll(told.declaration().exposedNames());
          values.add(told.values());
        }
      }
    });
    return values;
  }

  private List<Readings.Told> await(String name, Collection.Call call, long deadline) {
    if (call.late()) {
      failures().inc(1, name, "busy");
      return List.of();
    }
    try {
      long left = Math.max(0, deadline - System.nanoTime());
      return call.result().get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      call.giveUp();
      failed(name, call, "slow", e);
    } catch (ExecutionException e) {
      failed(name, call, "threw", e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private void failed(String name, Collection.Call call, String reason, Throwable why) {
    if (call.failsFirst()) {
      failures().inc(1, name, reason);
      if (logged.add(name + '\0' + reason)) {
        LOG.warn("a collector brought no numbers, told once: collector={}: {}", name, reason, why);
      }
    }
  }

  private boolean isFree(String name, Declaration wanted, Set<String> taken) {
    try {
      families.refuseClash(wanted);
      if (wanted.exposedNames().stream().noneMatch(taken::contains)) {
        return true;
      }
      throw new IllegalArgumentException(
          "metric name must not be taken by another collector: name=" + wanted.name());
    } catch (IllegalArgumentException e) {
      failures().inc(1, name, "clash");
      if (logged.add(name + '\0' + wanted.name())) {
        LOG.warn("left out, told once: collector={}: {}", name, e.getMessage());
      }
      return false;
    }
  }

  /// No collector is called any more.
  @Override
  public void close() {
    all().forEach(this::remove);
  }
}
