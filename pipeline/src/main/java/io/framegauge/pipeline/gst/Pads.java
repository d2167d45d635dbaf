package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/// Puts probes on pads and asks pads for their neighbours.
///
/// All probes share one C function pointer; its user data is the probe's place in a table. A
/// throwable that left the upcall would end the JVM, so none does.
public final class Pads {
  /// `GstPadProbeInfo.data`.
  static final long INFO_DATA = 16;

  private static final int BUFFER = 1 << 4;
  private static final int BUFFER_LIST = 1 << 5;
  private static final int EVENT_DOWNSTREAM = 1 << 6;
  private static final int EVENT_FLUSH = 1 << 8; // not among the events going downstream
  private static final int PUSH = 1 << 12;

  private static final MethodHandle ADD =
      function(GST, "gst_pad_add_probe", returning(LONG, POINTER, INT, POINTER, POINTER, POINTER));
  private static final MethodHandle REMOVE =
      function(GST, "gst_pad_remove_probe", returningNothing(POINTER, LONG));
  private static final MethodHandle PEER =
      function(GST, "gst_pad_get_peer", returning(POINTER, POINTER));
  private static final MethodHandle PARENT =
      function(GST, "gst_object_get_parent", returning(POINTER, POINTER));
  private static final MethodHandle UNREF =
      function(GST, "gst_object_unref", returningNothing(POINTER));

  private static final long STUB = stub();
  private static volatile PadProbe[] probes = new PadProbe[64];
  private static int used;

  private Pads() {}

  private static long stub() {
    try {
      MethodHandle target =
          MethodHandles.lookup()
              .findStatic(
                  Pads.class,
                  "dispatch",
                  MethodType.methodType(int.class, long.class, long.class, long.class));
      return upcall(target, returning(INT, POINTER, POINTER, POINTER));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /// A probe on a pad, until it is removed.
  ///
  /// @param pad address of the pad
  /// @param id what GStreamer calls the probe
  public record Attached(long pad, long id) {

    /// Takes the probe off; a call in progress on another thread may still finish.
    public void remove() {
      try {
        REMOVE.invokeExact(pad, id);
      } catch (Throwable e) {
        throw impossible(e);
      }
    }
  }

  /// Puts a probe on a source pad: buffers, buffer lists, events (those of a flush too), in push
  /// mode.
  public static Attached observe(long pad, PadProbe probe) {
    return add(pad, BUFFER | BUFFER_LIST | EVENT_DOWNSTREAM | EVENT_FLUSH | PUSH, probe);
  }

  /// Puts a probe on the sink pad of an element that takes no lists: there GStreamer shows a list
  /// once as a list and again buffer by buffer, so lists are left out.
  public static Attached intercept(long pad, PadProbe probe) {
    return add(pad, BUFFER | EVENT_DOWNSTREAM | PUSH, probe);
  }

  private static Attached add(long pad, int mask, PadProbe probe) {
    int place = keep(probe);
    try {
      return new Attached(pad, (long) ADD.invokeExact(pad, mask, STUB, (long) place, 0L));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static synchronized int keep(PadProbe probe) {
    PadProbe[] all = probes;
    if (used == all.length) {
      all = Arrays.copyOf(all, 2 * used);
    }
    all[used] = probe;
    probes = all;
    return used++;
  }

  @HotPath
  @SuppressWarnings("unused") // called from C
  private static int dispatch(long pad, long info, long place) {
    PadProbe probe = null;
    try {
      probe = probes[(int) place];
      int type = getInt(info);
      long data = getLong(info + INFO_DATA);
      if ((type & BUFFER) != 0) {
        return probe.buffer(pad, info, data);
      }
      if ((type & BUFFER_LIST) != 0) {
        probe.list(pad, data);
      } else {
        probe.event(pad, data);
      }
      return PadProbe.PASS;
    } catch (Throwable thrown) {
      return failed(probe, thrown);
    }
  }

  private static int failed(@org.jspecify.annotations.Nullable PadProbe probe, Throwable thrown) {
    try {
      return probe == null ? PadProbe.PASS : probe.failed(thrown);
    } catch (Throwable again) {
      return PadProbe.PASS;
    }
  }

  /// Address of the element to which a linked source pad delivers, or 0 when it is not linked. The
  /// address is only good for comparison.
  public static long destination(long sourcePad) {
    try {
      long peer = (long) PEER.invokeExact(sourcePad);
      if (peer == 0) {
        return 0;
      }
      long parent = (long) PARENT.invokeExact(peer);
      UNREF.invokeExact(peer);
      if (parent != 0) {
        UNREF.invokeExact(parent);
      }
      return parent;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
