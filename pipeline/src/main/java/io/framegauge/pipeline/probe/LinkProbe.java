package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Buffers;
import io.framegauge.pipeline.gst.Caps;
import io.framegauge.pipeline.gst.Events;
import io.framegauge.pipeline.gst.PadProbe;
import io.framegauge.pipeline.gst.Regions;
import io.framegauge.telemetry.counter.HotPath;
import org.jspecify.annotations.Nullable;

/// Counts and times what is pushed over one link; sits on the link's source pad, so that one probe
/// sees "left A" and "entered B" at once.
///
/// Until the pad is linked to a measured stage nothing is counted: what is pushed then is delivered
/// to nobody that is known.
public final class LinkProbe extends PadProbe {
  private final Links links;
  private final long cursor = Regions.newCursor();
  private @Nullable Link link;
  private boolean settled;
  private @Nullable String caps;

  /// A probe that asks for its link when the first buffer comes.
  public LinkProbe(Links links) {
    this.links = links;
  }

  @HotPath
  @Override
  protected int buffer(long pad, long carrier, long buffer) {
    Link found = settled ? link : find(pad);
    if (found != null) {
      count(found, buffer, System.nanoTime());
      found.counted();
    }
    return PASS;
  }

  @HotPath
  @Override
  protected void list(long pad, long list) {
    Link found = settled ? link : find(pad);
    if (found == null) {
      return;
    }
    long now = System.nanoTime();
    int length = Buffers.listLength(list);
    found.cells().batch();
    for (int i = 0; i < length; i++) {
      count(found, Buffers.listGet(list, i), now);
    }
    found.counted();
  }

  @HotPath
  private void count(Link to, long buffer, long nowNanos) {
    int objects = Regions.count(buffer);
    if (objects > 0) {
      countLabels(to, buffer);
    }
    to.cells()
        .buffer(
            Buffers.size(buffer), Buffers.isKey(buffer), objects, Buffers.pts(buffer), nowNanos);
  }

  @HotPath
  private void countLabels(Link to, long buffer) {
    Regions.rewind(cursor);
    for (long region = Regions.next(buffer, cursor);
        region != 0;
        region = Regions.next(buffer, cursor)) {
      to.objects().add(Regions.type(region));
    }
  }

  private @Nullable Link find(long pad) {
    Links.Answer answer = links.find(pad);
    Link found = answer.link();
    link = found;
    settled = answer.settled();
    if (found != null) {
      Caps.ofPad(pad).ifPresent(text -> caps = text);
      tellCaps(found);
    }
    return found;
  }

  @Override
  protected void event(long pad, long event) {
    Link to = link;
    if (to != null) {
      to.event(Events.type(event));
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
