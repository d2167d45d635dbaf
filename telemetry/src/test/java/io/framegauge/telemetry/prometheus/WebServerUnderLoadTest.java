package io.framegauge.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RunIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebServerUnderLoadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final PopulatedPipeline pipeline = new PopulatedPipeline(2000);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void shouldAnswerWhileOthersNeverFinishTheirRequest() throws Exception {
    List<RawClient> slow = new ArrayList<>();
    try (WebServer server = open(pipeline.exposition())) {
      for (int i = 0; i < 20; i++) {
        slow.add(new RawClient(server.port()).send("GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow: "));
      }
      for (int i = 0; i < 10; i++) {
        HttpResponse<byte[]> answer =
            scrape(server).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
      }
      assertThat(slow.getFirst().answer()).doesNotContain("framegauge_"); // cut off after 5 seconds
    } finally {
      for (RawClient raw : slow) {
        raw.close();
      }
    }
  }

  @Test
  void shouldRefuseMoreScrapesThanItHasRoomFor() throws Exception {
    CountDownLatch inside = new CountDownLatch(8);
    CountDownLatch release = new CountDownLatch(1);
    StubHistory waiting =
        new StubHistory() {
          @Override
          void asked() {
            inside.countDown();
            try {
              assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    try (WebServer server = open(pipeline.exposition(waiting))) {
      List<CompletableFuture<HttpResponse<byte[]>>> scrapes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        scrapes.add(scrape(server));
      }
      assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

      HttpResponse<byte[]> refused = scrape(server).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      release.countDown();

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(new String(refused.body(), UTF_8))
          .isEqualTo("too many scrapes at once: limit=8\n");
      for (CompletableFuture<HttpResponse<byte[]>> scrape : scrapes) {
        assertThat(scrape.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
      assertThat(scrape(server).get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldAnswerWholeScrapesWhileSeriesComeAndGo() throws Exception {
    CounterFamily family = pipeline.families.counterFamily("flicker", "Flicker", "", "a");
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> writers = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      writers.add(Thread.ofPlatform().start(() -> flicker(family, done)));
    }
    try (WebServer server = open(pipeline.exposition())) {
      for (int i = 0; i < 50; i++) {
        HttpResponse<byte[]> answer = scrape(server).get(20, TimeUnit.SECONDS);
        List<String> lines = new String(answer.body(), UTF_8).lines().toList();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(lines)
            .filteredOn(line -> line.startsWith("framegauge_scrape_failures_total"))
            .singleElement()
            .asString()
            .endsWith(" 0.0");
        assertThat(lines.stream().filter(line -> line.startsWith("flicker_total")))
            .doesNotHaveDuplicates();
      }
    } finally {
      done.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
    }
  }

  private void flicker(CounterFamily family, AtomicBoolean done) {
    for (int i = 0; !done.get(); i++) {
      String label = "x" + i % 5;
      family.inc(1, label);
      family.delete(label);
      if (i % 100 == 0) {
        pipeline.families.gaugeFamily("passing", "Passing", "").set(i);
        pipeline.families.delete("passing");
      }
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> scrape(WebServer server) {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
    return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
  }

  private static WebServer open(Exposition exposition) {
    RunIdentity run = new RunIdentity("city-traffic", "6f0c", 1, 0, 0);
    Status status =
        new Status(PipelineState.RUNNING, run, Duration.ofSeconds(1), "0.1.0", 0, List.of());
    return WebServer.open(new WebConfig(true, "127.0.0.1", 0), () -> status, exposition);
  }
}
