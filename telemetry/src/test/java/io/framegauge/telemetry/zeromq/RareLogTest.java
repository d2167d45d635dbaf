package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RareLogTest {
  @Test
  void shouldSayOneLineInTenSecondsAndCountTheOthers() {
    List<String> lines = new ArrayList<>();
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    RareLog log = new RareLog(lines::add, nanos::get);
    log.say("first");
    for (int i = 0; i < 1000; i++) {
      nanos.addAndGet(9_999_999);
      log.say("flood " + i);
    }
    assertThat(lines).containsExactly("first");
    nanos.addAndGet(1000);
    log.say("second");
    nanos.addAndGet(10_000_000_000L);
    log.say("third");
    assertThat(lines).containsExactly("first", "second (and 1000 more before)", "third");
  }
}
