package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Buffers;
import io.framegauge.pipeline.gst.Caps;
import io.framegauge.pipeline.gst.Detections;
import io.framegauge.pipeline.gst.Events;
import io.framegauge.pipeline.gst.PadProbe;
import io.framegauge.pipeline.gst.Pads;
import io.framegauge.pipeline.gst.RunningTime;
import io.framegauge.pipeline.gst.Tree;
import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.counter.LinkCells;
import org.jspecify.annotations.Nullable;

/// Counts and times what is pushed over one link; sits on the link's source pad, so that one probe
/// sees "left A" and "entered B" at once.
///
/// While the pad is not linked to a measured stage nothing is counted: what is pushed then is
/// delivered to nobody that is known. Where the link leads is looked up again when the pad has
/// another peer, or pads were linked or unlinked somewhere, as on the way out of a bin.
public final class LinkProbe extends PadProbe {
  private final Links links;
  private final Detections detections = new Detections();
  private final RunningTime time = new RunningTime();
  private @Nullable Link link;
  private @Nullable LinkCells cells; // of the link, a step nearer
  private boolean settled;
  private int linkings;
  private long linkedTo;
  private @Nullable String caps;

  /// A probe that asks for its link when the first buffer comes.
  public LinkProbe(Links links) {
    this.links = links;
  }

  @HotPath
  @Override
  protected int buffer(long pad, long carrier, long buffer) {
    long now = System.nanoTime(); // first: the processor reads nothing ahead past the clock
    Link found = current(pad);
    LinkCells into = cells;
    if (found != null && into != null) {
      into.arrive(1);
      count(found, into, buffer, now);
      found.counted();
    }
    return PASS;
  }

  @HotPath
  @Override
  protected void list(long pad, long list) {
    Link found = current(pad);
    LinkCells into = cells;
    if (found == null || into == null) {
      return;
    }
    long now = System.nanoTime();
    int length = Buffers.listLength(list);
    found.list(length);
    for (int i = 0; i < length; i++) {
      count(found, into, Buffers.listGet(list, i), now);
    }
    found.counted();
  }

  @HotPath
  private void count(Link to, LinkCells into, long buffer, long nowNanos) {
    long pts = Buffers.pts(buffer);
    if (to.headersApart() && Buffers.hasHeaders(buffer)) {
      into.headers(Buffers.size(buffer), pts, time.of(pts), nowNanos);
      return;
    }
    to.frame();
    long object = detections.first(buffer);
    int objects = object == 0 ? 0 : countLabels(to, buffer, object);
    into.buffer(Buffers.size(buffer), Buffers.isKey(buffer), objects, pts, time.of(pts), nowNanos);
  }

  @HotPath
  private int countLabels(Link to, long buffer, long first) {
    ObjectCounts.OfLink counts = to.objects();
    int objects = 0;
    for (long object = first; object != 0; object = detections.next(buffer, object)) {
      counts.add(detections.label(object));
      objects++;
    }
    return objects;
  }

  @HotPath
  private @Nullable Link current(long pad) {
    boolean same = settled && linkings == Tree.linkings() && linkedTo == Pads.linkedTo(pad);
    return same ? link : find(pad);
  }

  private @Nullable Link find(long pad) {
    linkings = Tree.linkings();
    linkedTo = Pads.linkedTo(pad);
    time.begin(pad);
    Links.Answer answer = links.find(pad);
    Link found = answer.link();
    boolean other = found != link;
    link = found;
    cells = found == null ? null : found.cells();
    settled = answer.settled() || linkedTo == 0;
    if (found != null && other) {
      Caps.ofPad(pad).ifPresent(text -> caps = text);
      tellCaps(found);
      Events.streamOfPad(pad).ifPresent(found::stream);
    }
    return found;
  }

  @Override
  protected void gone() {
    if (link != null) {
      links.released(link);
    }
  }

  @Override
  protected void event(long pad, long event) {
    time.event(event);
    Link to = link;
    if (to != null) {
      to.event(Events.type(event));
      Events.stream(event).ifPresent(to::stream);
    }
    Caps.ofEvent(event)
        .ifPresent(text -> {
          caps = text;
          if (link != null) {
            tellCaps(link);
          }
        });
  }

  private void tellCaps(Link to) {
    if (caps != null) {
      to.caps(caps);
    }
  }

  @Override
  protected int failed(Throwable thrown) {
    links.failed(thrown);
    return PASS;
  }
}
