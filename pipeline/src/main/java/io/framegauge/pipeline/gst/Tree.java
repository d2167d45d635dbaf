package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Notices when the shape of a pipeline changes, by emission hooks: one for each signal for the
/// life of the process, so that nothing hangs on single elements and pads that could leak.
public final class Tree {
  private static final long VALUE_OBJECT = 8; // in GValue
  private static final long SECOND = 24 + VALUE_OBJECT; // sizeof(GValue)
  private static final int STAY = 1;

  private static final MethodHandle CLASS =
      function(GOBJECT, "g_type_class_ref", returning(POINTER, LONG));
  private static final MethodHandle LOOK_UP =
      function(GOBJECT, "g_signal_lookup", returning(INT, POINTER, LONG));
  private static final MethodHandle ADD_HOOK =
      function(
          GOBJECT,
          "g_signal_add_emission_hook",
          returning(LONG, INT, INT, POINTER, POINTER, POINTER));

  private static final List<TreeListener> LISTENERS = new CopyOnWriteArrayList<>();
  private static final AtomicInteger LINKINGS = new AtomicInteger();
  private static boolean hooked;

  /// What to tell listeners.
  private interface Change {
    void tell(TreeListener listener, long owner, long part);
  }

  private static final List<Change> CHANGES =
      List.of(
          TreeListener::elementAdded,
          TreeListener::elementRemoved,
          TreeListener::padAdded,
          TreeListener::padRemoved);

  static {
    PadProbe.prepareCatch(Throwable.class);
  }

  private Tree() {}

  /// Goes up whenever two pads, anywhere in the process, have been linked or unlinked.
  @HotPath
  public static int linkings() {
    return LINKINGS.getOpaque();
  }

  /// Makes everybody who goes by [#linkings] look again.
  public static void lookAgain() {
    LINKINGS.incrementAndGet();
  }

  /// Tells a listener from now on.
  public static synchronized void listen(TreeListener listener) {
    if (!hooked) {
      hooked = true;
      long changed = upcall(target("changed"), hookType());
      long linked = upcall(target("linked"), hookType());
      hook(GstType.BIN, "element-added", changed, 0);
      hook(GstType.BIN, "element-removed", changed, 1);
      hook(GstType.ELEMENT, "pad-added", changed, 2);
      hook(GstType.ELEMENT, "pad-removed", changed, 3);
      hook(GstType.PAD, "linked", linked, 0);
      hook(GstType.PAD, "unlinked", linked, 0);
    }
    LISTENERS.add(listener);
  }

  /// Tells a listener no more; a call in progress on another thread may still finish.
  public static void leave(TreeListener listener) {
    LISTENERS.remove(listener);
  }

  private static java.lang.foreign.FunctionDescriptor hookType() {
    return returning(INT, POINTER, INT, POINTER, LONG);
  }

  private static void hook(GstType type, String signal, long function, long which) {
    try {
      long kept = (long) CLASS.invokeExact(type.number()); // signals exist once the class does
      long id = (long) LOOK_UP.invokeExact(constant(signal), type.number());
      long hook = (long) ADD_HOOK.invokeExact(id, 0L, function, which, 0L);
      if (kept == 0 || hook == 0) {
        throw new IllegalStateException("the signal cannot be hooked: signal=" + signal);
      }
    } catch (IllegalStateException e) {
      throw e;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static MethodHandle target(String name) {
    try {
      return MethodHandles.lookup()
          .findStatic(
              Tree.class,
              name,
              MethodType.methodType(int.class, long.class, int.class, long.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @SuppressWarnings("unused") // called from C
  private static int linked(long hint, int count, long values, long which) {
    LINKINGS.incrementAndGet();
    return STAY;
  }

  @SuppressWarnings("unused") // called from C
  private static int changed(long hint, int count, long values, long which) {
    try {
      for (TreeListener listener : LISTENERS) {
        tell(listener, CHANGES.get((int) which), values);
      }
    } catch (Throwable thrown) { // must not leave the upcall
      return STAY;
    }
    return STAY;
  }

  private static void tell(TreeListener listener, Change change, long values) {
    try {
      change.tell(listener, getLong(values + VALUE_OBJECT), getLong(values + SECOND));
    } catch (Throwable thrown) {
      failed(listener, thrown);
    }
  }

  private static void failed(TreeListener listener, Throwable thrown) {
    try {
      listener.failed(thrown);
    } catch (Throwable again) {
      return;
    }
  }
}
