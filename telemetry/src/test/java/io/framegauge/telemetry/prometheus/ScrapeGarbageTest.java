package io.framegauge.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What a scrape leaves behind for the collector, whose pauses hold up streaming threads.
class ScrapeGarbageTest {
  private static final int SCRAPES = 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Exposition exposition = new PopulatedPipeline().exposition();

  /// Bytes that all threads together allocated for one scrape, the least of some.
  private long bytes(Thread.Builder scraper) throws InterruptedException {
    long[] each = new long[SCRAPES];
    for (int i = 0; i < SCRAPES; i++) {
      long before = threads.getTotalThreadAllocatedBytes();
      scraper.start(() -> exposition.scrape(Format.TEXT)).join();
      each[i] = threads.getTotalThreadAllocatedBytes() - before;
    }
    return LongStream.of(each).min().orElseThrow();
  }

  @Test
  void shouldMakeNoMoreGarbageOnAVirtualThread() throws InterruptedException {
    long onPlatform = bytes(Thread.ofPlatform());
    long onVirtual = bytes(Thread.ofVirtual());

    assertThat(onPlatform).isPositive();
    assertThat(onVirtual).isLessThan(2 * onPlatform);
  }
}
