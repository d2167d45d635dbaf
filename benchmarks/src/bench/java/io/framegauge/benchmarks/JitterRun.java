package io.framegauge.benchmarks;

import io.framegauge.telemetry.zeromq.HistoryClient;
import io.framegauge.telemetry.zeromq.HistoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/// One run of the product with a live pipeline at 60 frames a second, 8 links, two objects a frame
/// and a record every 10 frames, scraped and asked 4 times a second.
///
/// @param arrivals of the frames after the warm-up
/// @param pauses of the JVM while these frames flowed
/// @param rare what the JVM's log tells of the whole run
/// @param weight of the process at the end
record JitterRun(List<Arrival> arrivals, List<Pause> pauses, Rare rare, Weight weight) {
  /// What a JVM does when its heap is full.
  ///
  /// @param full collections of the whole heap in a pause
  /// @param stalls of threads that waited for memory
  record Rare(long full, long stalls) {
    private Rare and(Rare other) {
      return new Rare(full + other.full, stalls + other.stalls);
    }
  }

  /// What a process took.
  ///
  /// @param megabytes resident
  /// @param cpuSeconds from its start
  record Weight(double megabytes, double cpuSeconds) {
    private Weight and(Weight other) {
      return new Weight(
          Math.max(megabytes, other.megabytes), Math.max(cpuSeconds, other.cpuSeconds));
    }

    private Weight now(Served served) {
      try {
        return new Weight(served.residentMegabytes(), served.cpuSeconds());
      } catch (IOException | NoSuchElementException e) {
        return this; // it has just ended
      }
    }
  }

  static final int FRAMES_A_SECOND = 60;
  private static final int WARM_UP_SECONDS = 2;
  private static final long SCRAPE_MILLIS = 250;
  private static final int RECORDS = 10;
  private static final String CAPS =
      "video/x-raw,format=GRAY8,width=64,height=64,framerate=" + FRAMES_A_SECOND + "/1";

  /// Runs the product to the end of its stream.
  ///
  /// @param hungry whether a [HungryPlugin] sits in the pipeline
  static JitterRun of(Collector collector, boolean hungry, int seconds)
      throws IOException, InterruptedException {
    Path came = Setup.scratch().resolve("arrivals");
    Path log = Setup.scratch().resolve("pauses.log");
    Files.deleteIfExists(came);
    Path module = Setup.scratch().resolve("jitter.yml");
    Files.writeString(module, module(hungry, seconds, came));
    int port = Served.freePort();
    int historyPort = Served.freePort();
    Map<String, String> settings = new HashMap<>(Served.settings(port, historyPort));
    settings.putAll(plugins());
    Weight weight = new Weight(0, 0);
    try (Served served = collector.start(log, port, settings, List.of("run", module.toString()));
        HistoryClient client = HistoryClient.connect("tcp://127.0.0.1:" + historyPort)) {
      served.awaitScrape();
      while (served.alive()) {
        served.scrape();
        ask(client);
        weight = weight.now(served);
        Thread.sleep(SCRAPE_MILLIS);
      }
      if (Files.notExists(came)) {
        throw new IOException("the product failed, its log is " + served.log());
      }
    }
    return read(came, log, weight);
  }

  /// The same pipeline in a process without a JVM: how punctual the machine is.
  static JitterRun bare(int seconds) throws IOException, InterruptedException {
    Path came = Setup.scratch().resolve("arrivals");
    String text =
        ("gst-launch-1.0 -q videotestsrc is-live=true num-buffers=%d ! %s ! benchregions ! identity"
                + " ! queue ! identity ! identity ! identity ! benchmeter location=%s")
            .formatted(frames(seconds), CAPS, came);
    ProcessBuilder builder = new ProcessBuilder(text.split(" ", -1)).inheritIO();
    builder.environment().putAll(plugins());
    int exit = builder.start().waitFor();
    if (exit != 0) {
      throw new IOException("gst-launch-1.0 failed: exit=" + exit);
    }
    return new JitterRun(measured(Arrival.read(came)), List.of(), new Rare(0, 0), new Weight(0, 0));
  }

  /// Where GStreamer finds what is in C, and a registry that nobody else uses.
  private static Map<String, String> plugins() {
    Path folder = Path.of(Setup.cFolder(), "gst");
    return Map.of(
        "GST_PLUGIN_PATH",
        folder.toString(),
        "GST_REGISTRY",
        folder.resolve("registry").toString());
  }

  private static int frames(int seconds) {
    return (WARM_UP_SECONDS + seconds) * FRAMES_A_SECOND;
  }

  private static String module(boolean hungry, int seconds, Path came) {
    Path source = Setup.root().resolve("benchmarks/src/bench/java/io/framegauge/benchmarks");
    String last =
        hungry
            ? "{element: javafunc, class_name: HungryPlugin, source: \"%s\"}"
                .formatted(source.resolve("HungryPlugin.java"))
            : "{element: identity}";
    return """
    name: jitter
    parameters:
      telemetry:
        metrics: {frame_period: %d}
    pipeline:
      source: {element: videotestsrc, name: camera, properties: {is-live: true, num-buffers: %d}}
      elements:
        - {element: capsfilter, properties: {caps: "%s"}}
        - {element: benchregions}
        - {element: identity}
        - {element: queue}
        - {element: identity}
        - {element: identity}
        - %s
      sink: {element: benchmeter, properties: {location: "%s"}}
    """
        .formatted(RECORDS, frames(seconds), CAPS, last, came);
  }

  private static void ask(HistoryClient client) {
    try {
      client.latest(RECORDS);
    } catch (HistoryException e) {
      // before its start or after its end
    }
  }

  private static JitterRun read(Path came, Path log, Weight weight) throws IOException {
    List<Arrival> arrivals = measured(Arrival.read(came));
    long from = arrivals.getFirst().dueNanos();
    long to = arrivals.getLast().cameNanos();
    List<Pause> pauses =
        Pause.read(log).stream()
            .filter(pause -> pause.endNanos() >= from && pause.startNanos() <= to)
            .toList();
    Rare rare = new Rare(lines(log, "Pause Full"), lines(log, "Allocation Stall"));
    return new JitterRun(arrivals, pauses, rare, weight);
  }

  private static long lines(Path log, String words) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(words)).count();
    }
  }

  private static List<Arrival> measured(List<Arrival> all) throws IOException {
    int first = WARM_UP_SECONDS * FRAMES_A_SECOND;
    if (all.size() <= first) {
      throw new IOException("must have measured frames: frames=" + all.size());
    }
    return List.copyOf(all.subList(first, all.size()));
  }

  /// Two runs of one kind as one.
  JitterRun and(JitterRun other) {
    return new JitterRun(
        both(arrivals, other.arrivals),
        both(pauses, other.pauses),
        rare.and(other.rare),
        weight.and(other.weight));
  }

  private static <T> List<T> both(List<T> one, List<T> other) {
    List<T> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }
}
