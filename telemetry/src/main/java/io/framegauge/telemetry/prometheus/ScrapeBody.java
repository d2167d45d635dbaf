package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.counter.FamilySeries;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What one scrape answers with, by name: snapshots, which the library writes, and families whose
/// lines are known but for the numbers. What is put later takes the place of what has the same
/// name. One thread.
final class ScrapeBody {
  private record Lines(FamilyText text, FamilySeries now) {}

  /// Buffers of the last scrape.
  private record Buffers(TextBuffer library, TextBuffer all) {}

  private static final AtomicReference<@Nullable Buffers> SPARE = new AtomicReference<>();

  private final ScrapeRequest request;
  private final Map<String, MetricSnapshot> snapshots = new TreeMap<>();
  private final Map<String, Lines> lines = new TreeMap<>();

  ScrapeBody(ScrapeRequest request) {
    this.request = request;
  }

  ScrapeRequest request() {
    return request;
  }

  void put(MetricSnapshot snapshot) {
    String name = snapshot.getMetadata().getName();
    lines.remove(name);
    snapshots.put(name, snapshot);
  }

  void put(String name, FamilyText text, FamilySeries now) {
    snapshots.remove(name);
    lines.put(name, new Lines(text, now));
  }

  byte[] write() {
    Buffers spare = SPARE.getAndSet(null);
    Buffers buffers = spare == null ? new Buffers(new TextBuffer(), new TextBuffer()) : spare;
    buffers.library.clear();
    buffers.all.clear();
    List<MetricSnapshot> all = new ArrayList<>(snapshots.values());
    lines.keySet().forEach(name -> all.add(placeholder(name)));
    request.write(new MetricSnapshots(all), buffers.library);
    int done = 0;
    for (Map.Entry<String, Lines> family : lines.entrySet()) {
      byte[] placeholder = FamilyText.placeholder(family.getKey());
      int at = buffers.library.find(placeholder, done);
      if (at < 0) {
        throw new IllegalStateException("must have been written: name=" + family.getKey());
      }
      buffers.all.write(buffers.library, done, at);
      family.getValue().text.write(family.getValue().now, buffers.all);
      done = at + placeholder.length;
    }
    buffers.all.write(buffers.library, done, buffers.library.length());
    byte[] body = buffers.all.toBytes();
    SPARE.set(buffers);
    return body;
  }

  /// The library knows the order, and writes this where a family's lines belong.
  private static MetricSnapshot placeholder(String name) {
    Points points = new Points();
    points.gauge(Labels.EMPTY, Double.NaN);
    return points.gauges(new MetricMetadata(name));
  }
}
