package io.framegauge.telemetry.prometheus;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the parts of a scrape apart: one that fails is counted, logged the first time, and left
/// out. Any thread.
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /// Parts are few, but families come and go; beyond this many, failures are counted only.
  private static final int LOGGED_PARTS = 1000;

  private final AtomicLong count = new AtomicLong();
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  void guard(String part, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      count.incrementAndGet();
      if (logged.size() < LOGGED_PARTS && logged.add(part)) {
        LOG.error("left out of the scrape, told once: part={}", part, failure);
      }
    }
  }

  long count() {
    return count.get();
  }
}
