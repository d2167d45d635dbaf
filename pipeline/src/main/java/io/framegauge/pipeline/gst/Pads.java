package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Puts probes on pads and asks pads for their neighbours.
///
/// All probes share one C function pointer; its user data is the probe's place in a table. A
/// throwable that left the upcall would end the JVM, so none does.
public final class Pads {
  /// `GstPadProbeInfo.data`.
  static final long INFO_DATA = 16;

  // GstPad of GStreamer 1.x on 64-bit machines, as GST_PAD_MODE and GST_PAD_PEER read it
  private static final long MODE = 208;
  private static final long LINKED_TO = 264;
  private static final int MODE_PUSH = 1;

  private static final int BUFFER = 1 << 4;
  private static final int BUFFER_LIST = 1 << 5;
  private static final int EVENT_DOWNSTREAM = 1 << 6;
  private static final int EVENT_FLUSH = 1 << 8; // not among the events going downstream
  private static final int PUSH = 1 << 12;

  private static final MethodHandle REMOVE =
      function(GST, "gst_pad_remove_probe", returningNothing(POINTER, LONG));
  private static final MethodHandle PEER =
      function(GST, "gst_pad_get_peer", returning(POINTER, POINTER));
  private static final MethodHandle PARENT =
      function(GST, "gst_object_get_parent", returning(POINTER, POINTER));
  private static final MethodHandle TARGET =
      function(GST, "gst_ghost_pad_get_target", returning(POINTER, POINTER));
  private static final MethodHandle UNREF =
      function(GST, "gst_object_unref", returningNothing(POINTER));

  static {
    PadProbe.prepareCatch(Throwable.class);
  }

  private static final Deque<Integer> FREE = new ArrayDeque<>();
  private static volatile @Nullable PadProbe[] probes = new PadProbe[64];
  private static int used;

  /// Made when the first probe is put on a pad, which a pipeline is built and served before.
  private static final class Adding {
    static final MethodHandle ADD =
        function(
            GST, "gst_pad_add_probe", returning(LONG, POINTER, INT, POINTER, POINTER, POINTER));
    static final long STUB =
        upcall(
            target("dispatch", int.class, long.class, long.class, long.class),
            returning(INT, POINTER, POINTER, POINTER));
    static final long GONE =
        upcall(target("gone", void.class, long.class), returningNothing(POINTER));
  }

  private Pads() {}

  private static MethodHandle target(String name, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findStatic(Pads.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /// A probe on a pad, until it is removed.
  ///
  /// @param pad address of the pad
  /// @param id what GStreamer calls the probe
  public record Attached(long pad, long id) {

    /// Takes the probe off, from a pad that is alive; a call in progress on another thread may
    /// still finish. [PadProbe#gone] tells when none will come any more.
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
      long id =
          (long) Adding.ADD.invokeExact(pad, (long) mask, Adding.STUB, (long) place, Adding.GONE);
      return new Attached(pad, id);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static synchronized int keep(PadProbe probe) {
    @Nullable PadProbe[] all = probes;
    Integer free = FREE.poll();
    int place = free == null ? used++ : free;
    if (place == all.length) {
      all = Arrays.copyOf(all, 2 * place);
    }
    all[place] = probe;
    probes = all;
    return place;
  }

  private static synchronized @Nullable PadProbe give(int place) {
    PadProbe probe = probes[place];
    probes[place] = null;
    FREE.add(place);
    return probe;
  }

  /// Probes that GStreamer holds now, of the whole process.
  public static synchronized int attached() {
    return used - FREE.size();
  }

  /// GStreamer has let go of a probe: it was removed, or its pad is gone, and no call is in
  /// progress. It calls this with the pad locked, so nothing here may ask for a pad.
  @SuppressWarnings("unused") // called from C
  private static void gone(long place) {
    PadProbe probe = null;
    try {
      probe = give((int) place);
      if (probe != null) {
        probe.gone();
      }
    } catch (Throwable thrown) {
      failed(probe, thrown);
    }
  }

  @HotPath
  @SuppressWarnings("unused") // called from C
  private static int dispatch(long pad, long info, long place) {
    PadProbe probe = null;
    try {
      probe = probes[(int) place];
      if (probe == null) {
        return PadProbe.PASS;
      }
      long carrier = address(info);
      int type = getInt(carrier);
      long data = address(getLong(carrier + INFO_DATA));
      if ((type & BUFFER) != 0) {
        return probe.buffer(address(pad), carrier, data);
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

  private static int failed(@Nullable PadProbe probe, Throwable thrown) {
    try {
      return probe == null ? PadProbe.PASS : probe.failed(thrown);
    } catch (Throwable again) {
      return PadProbe.PASS;
    }
  }

  /// What a pad is linked to right now, or 0; only good for comparison. For the pad's own streaming
  /// thread, or while the pad is held.
  @HotPath
  public static long linkedTo(long pad) {
    return getLong(pad + LINKED_TO);
  }

  /// Whether a pad has been activated to push buffers.
  public static boolean pushes(long pad) {
    return getInt(pad + MODE) == MODE_PUSH;
  }

  /// Address of the stage to which a source pad delivers, through the pads of bins that are none;
  /// of another element, when it ends at one; 0 when the pad is not linked all the way. The address
  /// is only good for comparison.
  ///
  /// @param isStage knows the elements that are stages by their addresses
  public static long destination(long sourcePad, LongPredicate isStage) {
    try {
      long at = (long) PEER.invokeExact(sourcePad);
      while (at != 0) {
        long owner = (long) PARENT.invokeExact(at);
        boolean inside = owner != 0 && GstType.PAD.has(owner); // the inner side of a ghost pad
        boolean passes =
            inside || (owner != 0 && !isStage.test(owner) && GstType.GHOST_PAD.has(at));
        long next = passes ? beyond(at, owner, inside) : 0;
        UNREF.invokeExact(at);
        if (owner != 0) {
          UNREF.invokeExact(owner);
        }
        if (!passes) {
          return owner;
        }
        at = next;
      }
      return 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// The next pad on the way out of a bin, or into it.
  private static long beyond(long pad, long owner, boolean inside) throws Throwable {
    return inside ? (long) PEER.invokeExact(owner) : (long) TARGET.invokeExact(pad);
  }
}
