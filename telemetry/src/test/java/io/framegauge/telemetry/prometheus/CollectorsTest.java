package io.framegauge.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framegauge.telemetry.metrics.Collector;
import io.framegauge.telemetry.metrics.Collectors;
import io.framegauge.telemetry.record.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorsTest {
  private final PopulatedPipeline pipeline = new PopulatedPipeline();
  private final Collectors collectors = pipeline.collectors;
  private final Exposition exposition = pipeline.exposition();

  @AfterEach
  void close() {
    collectors.close();
  }

  private List<String> lines() {
    return lines(exposition);
  }

  private static List<String> lines(Exposition exposed) {
    return new String(exposed.scrape(Format.TEXT), UTF_8).lines().toList();
  }

  /// How often a collector has failed for a reason.
  private long failures(String collector, String reason) {
    return pipeline
        .families
        .counterFamily(Metric.COLLECTOR_FAILURES)
        .get(collector, reason)
        .orElse(-1);
  }

  private static void assertTheRestIsThere(List<String> lines) {
    assertThat(lines)
        .anyMatch(line -> line.startsWith("framegauge_stage_buffers_total"))
        .anyMatch(line -> line.startsWith("frame_counter_total"))
        .anyMatch(line -> line.startsWith("frames_per_source_total"));
  }

  @Test
  void shouldAskCollectorsAtEachScrape() {
    AtomicInteger boxes = new AtomicInteger(3);
    collectors.register(
        "warehouse",
        readings -> {
          readings
              .gauge("warehouse_boxes", "Boxes", "", "hall")
              .add(boxes.getAndIncrement(), "north \"1\"\n")
              .add(-0.5, "south");
          readings.counter("warehouse_moved", "Moved", "bytes").add(7);
          readings.info("warehouse_info", "Where", "city").add("Bern");
          readings.state("door", "Door", List.of("open", "shut"), "hall").add("shut", "north");
        });

    List<String> first = lines();
    List<String> second = lines();

    String extra = "site=\"north\",";
    String zone = "zone=\"a \\\"b\\\"\\\\\"";
    assertThat(first)
        .contains(
            "# HELP warehouse_boxes Boxes",
            "# TYPE warehouse_boxes gauge",
            "warehouse_boxes{hall=\"north \\\"1\\\"\\n\"," + extra + zone + "} 3.0",
            "warehouse_boxes{hall=\"south\"," + extra + zone + "} -0.5",
            "warehouse_moved_bytes_total{" + extra + zone + "} 7.0",
            "warehouse_info{city=\"Bern\"," + extra + zone + "} 1",
            "door{hall=\"north\"," + extra + zone + ",door=\"shut\"} 1",
            "door{hall=\"north\"," + extra + zone + ",door=\"open\"} 0");
    assertThat(second)
        .contains("warehouse_boxes{hall=\"north \\\"1\\\"\\n\"," + extra + zone + "} 4.0");
    assertTheRestIsThere(first);
    assertThat(failures("warehouse", "threw")).isZero();
  }

  @Test
  void shouldAskNoMoreWhenTheRegistrationEnds() {
    Collectors.Registration registration =
        collectors.register("a", readings -> readings.gauge("boxes", "", "").add(1));
    assertThat(lines()).anyMatch(line -> line.startsWith("boxes{"));

    registration.close();

    assertThat(lines()).noneMatch(line -> line.startsWith("boxes"));
    collectors.register("a", readings -> {}).close();
  }

  @Test
  void shouldRefuseANameTwice() {
    collectors.register("a", readings -> {});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> collectors.register("a", readings -> {}))
        .withMessage("must be registered once: collector=a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> collectors.register(" ", readings -> {}))
        .withMessage("must not be empty: collector= ");
  }

  private static int endless(int depth) {
    return depth < 0 ? 0 : endless(depth + 1) + 1;
  }

  private static Collector throwing(String what) {
    return readings -> {
      readings.gauge("boxes", "", "").add(1);
      switch (what) {
        case "exception" -> throw new java.io.IOException("gone");
        case "overflow" -> readings.gauge("depth", "", "").add(endless(0));
        case "linkage" -> throw new NoClassDefFoundError("Missing");
        case "illegal name" -> readings.gauge("a b", "", "");
        case "built-in name" -> readings.gauge("stage_min_latency", "", "");
        case "label" -> readings.gauge("boxes", "", "", "x");
        case "values" -> readings.gauge("boxes", "", "").add(1, "x");
        default -> {
          for (int i = 0; i < 2000; i++) {
            readings.gauge("many", "", "", "x").add(1, "x" + i);
          }
        }
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "exception",
    "overflow",
    "linkage",
    "illegal name",
    "built-in name",
    "label",
    "values",
    "many"
  })
  void shouldAnswerTheRestWhenACollectorThrows(String what) {
    collectors.register("bad", throwing(what));
    collectors.register("good", readings -> readings.gauge("good", "", "").add(1));

    List<String> lines = lines();

    assertThat(lines).noneMatch(line -> line.startsWith("boxes"));
    assertThat(lines).anyMatch(line -> line.startsWith("good{"));
    assertTheRestIsThere(lines);
    assertThat(failures("bad", "threw")).isOne();
    assertThat(lines())
        .anyMatch(line ->
            line.startsWith("framegauge_collector_failures_total{collector=\"bad\"")
                && line.contains("reason=\"threw\"")
                && line.endsWith(" 2.0"));
  }

  /// A call that has ended is no call in progress, however soon the next scrape comes.
  @Test
  void shouldCallACollectorAtEachScrapeAndCountEachFailure() {
    AtomicInteger calls = new AtomicInteger();
    collectors.register(
        "bad",
        readings -> {
          calls.incrementAndGet();
          throw new java.io.IOException("gone");
        });

    for (int scrape = 1; scrape <= 500; scrape++) {
      collectors.collect();
      assertThat(calls.get()).isEqualTo(scrape);
      assertThat(failures("bad", "threw")).isEqualTo(scrape);
    }
  }

  @Test
  void shouldNotWaitForASlowCollectorAgainBeforeItHasComeBack() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    Collectors impatient = new Collectors(pipeline.families, Duration.ofSeconds(1));
    Exposition exposed = pipeline.exposition(impatient);
    impatient.register(
        "slow",
        readings -> {
          calls.incrementAndGet();
          boolean waiting = true;
          while (waiting) { // as code that swallows interrupts
            try {
              release.await();
              waiting = false;
            } catch (InterruptedException e) {
              interrupted.countDown();
            }
          }
          readings.gauge("boxes", "", "").add(1);
        });
    impatient.register("good", readings -> readings.gauge("good", "", "").add(1));

    List<String> first = lines(exposed);
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    List<String> second = lines(exposed);

    assertTheRestIsThere(first);
    assertThat(first).anyMatch(line -> line.startsWith("good{"));
    assertThat(second).anyMatch(line -> line.startsWith("good{"));
    assertThat(failures("slow", "slow")).isOne();
    assertThat(failures("slow", "busy")).isOne();
    assertThat(calls).hasValue(1);

    release.countDown();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (lines(exposed).stream().noneMatch(line -> line.startsWith("boxes{"))) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    assertThat(calls).hasValueGreaterThan(1);
  }

  @Test
  void shouldLeaveOutAFamilyWhoseNameIsTaken() {
    pipeline.families.histogramFamily("taken", "", "", List.of(1.0)).observe(1);
    collectors.register(
        "a",
        readings -> {
          readings.gauge("taken_sum", "", "").add(7);
          readings.gauge("frames_per_source_total_of_all", "", "").add(7);
        });
    collectors.register(
        "b", readings -> readings.gauge("frames_per_source_total_of_all", "", "").add(8));
    collectors.register("c", readings -> readings.gauge("labelled", "", "", "site").add(8, "x"));

    List<String> lines = lines();

    assertThat(lines)
        .contains("taken_sum{site=\"north\",zone=\"a \\\"b\\\"\\\\\"} 1.0")
        .contains("frames_per_source_total_of_all{site=\"north\",zone=\"a \\\"b\\\"\\\\\"} 7.0")
        .noneMatch(line -> line.startsWith("labelled"));
    assertThat(failures("a", "clash")).isOne();
    assertThat(failures("b", "clash")).isOne();
    assertThat(failures("c", "clash")).isOne();
  }

  @Test
  void shouldAnswerManyScrapesAtOnce() throws InterruptedException {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    collectors.register(
        "one at a time",
        readings -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          readings.gauge("boxes", "", "").add(1);
          now.decrementAndGet();
        });
    AtomicInteger answered = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int scrape = 0; scrape < 20; scrape++) {
                  if (lines().stream().anyMatch(line -> line.startsWith("boxes{"))) {
                    answered.incrementAndGet();
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(most).hasValue(1);
    assertThat(answered.get() + failures("one at a time", "slow")).isGreaterThanOrEqualTo(80);
  }

  @ParameterizedTest
  @CsvSource({
    "records, frame_counter_total",
    "stages, framegauge_stage_buffers_total",
    "stages, framegauge_queue_level_buffers",
    "pipeline, framegauge_pipeline_state",
    "jvm, jvm_threads_current"
  })
  void shouldLeaveOutAGroupThatIsSwitchedOff(String group, String name) {
    MetricGroups groups =
        new MetricGroups(
            !group.equals("records"),
            !group.equals("stages"),
            !group.equals("pipeline"),
            !group.equals("jvm"));

    List<String> lines =
        new String(pipeline.exposition(groups).scrape(Format.TEXT), UTF_8).lines().toList();

    assertThat(lines()).anyMatch(line -> line.startsWith(name + "{"));
    assertThat(lines).noneMatch(line -> line.contains(name));
    assertThat(lines).anyMatch(line -> line.startsWith("frames_per_source_total{"));
    assertThat(lines.stream().filter(line -> line.startsWith("# TYPE")).count()).isGreaterThan(10);
  }
}
