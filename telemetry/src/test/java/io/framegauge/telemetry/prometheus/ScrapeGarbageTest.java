package io.framegauge.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// What a scrape leaves behind for the collector, whose pauses hold up streaming threads.
class ScrapeGarbageTest {
  private static final int SCRAPES = 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Exposition exposition = new PopulatedPipeline().exposition();

  /// Bytes that all threads together allocated for some scrapes; what a thread allocated may be
  /// counted a moment after its end.
  private long bytes(Thread.Builder scraper) throws InterruptedException {
    long before = threads.getTotalThreadAllocatedBytes();
    for (int i = 0; i < SCRAPES; i++) {
      scraper.start(() -> exposition.scrape(Format.TEXT)).join();
    }
    return threads.getTotalThreadAllocatedBytes() - before;
  }

  @Test
  void shouldMakeNoMoreGarbageOnAVirtualThread() throws InterruptedException {
    bytes(Thread.ofPlatform()); // what is made once
    long onPlatform = bytes(Thread.ofPlatform());
    long onVirtual = bytes(Thread.ofVirtual());

    assertThat(onPlatform).isPositive();
    assertThat(onVirtual).isLessThan(2 * onPlatform);
  }
}
