package io.framegauge.pipeline;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import java.util.concurrent.atomic.AtomicLong;
import org.freedesktop.gstreamer.Element;

/// Counts the buffers of an `identity` or a `fakesink` by its own signal, which has nothing in
/// common with the product's way of counting.
final class Handoffs {
  /// The signal of `identity`; that of `fakesink` has the pad as one argument more.
  interface Signal extends Callback {
    void callback(Pointer element, Pointer buffer, Pointer more);
  }

  private final AtomicLong count = new AtomicLong();
  private final Signal signal = (element, buffer, more) -> count.incrementAndGet();

  private Handoffs() {}

  /// Counts from now on. A sink gives the signal for what it renders, an identity for what it
  /// passes on.
  static Handoffs of(Element element) {
    Handoffs handoffs = new Handoffs();
    element.set("signal-handoffs", true);
    element.connect("handoff", Signal.class, handoffs.signal, handoffs.signal);
    return handoffs;
  }

  long count() {
    return count.get();
  }
}
