package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/// Hears the errors of elements inside a `decodebin` or a `parsebin` where they reach that bin, by
/// the virtual method `handle_message` of its class.
///
/// Such a bin keeps an element's errors to itself while it connects it, so that it can try another
/// one. An error that the element posts on a thread of its own, when it has been connected and its
/// errors are still kept, is heard by nobody: `gst-launch-1.0` of GStreamer 1.22 waits for ever at
/// about one of a thousand starts with an AVI file that is cut off inside its head.
public final class AutoplugErrors {
  private static final long HANDLE_MESSAGE = 528; // in GstBinClass
  private static final List<String> BINS = List.of("GstDecodeBin", "GstParseBin");

  private static final MethodHandle TYPE_OF_NAME =
      function(GOBJECT, "g_type_from_name", returning(LONG, POINTER));
  private static final MethodHandle CLASS =
      function(GOBJECT, "g_type_class_ref", returning(POINTER, LONG));

  static {
    PadProbe.prepareCatch(Throwable.class);
  }

  private static final Set<String> HOOKED = new HashSet<>();
  private static final List<LongConsumer> LISTENERS = new CopyOnWriteArrayList<>();

  /// Made when the process has such a class, which few pipelines need.
  private static final class Original {
    static final MethodHandle CALL = functionAt(returningNothing(POINTER, POINTER));
  }

  private AutoplugErrors() {}

  /// Tells a listener from now on of error messages in all bins of these kinds that the process
  /// knows by now: their addresses, by the thread that posts, before it is decided what becomes of
  /// them. Must wait for nothing.
  public static synchronized void listen(LongConsumer listener) {
    BINS.forEach(AutoplugErrors::hook);
    LISTENERS.add(listener);
  }

  /// Tells a listener no more; a call in progress on another thread may still finish.
  public static void leave(LongConsumer listener) {
    LISTENERS.remove(listener);
  }

  /// Once for a class; it stays hooked for the life of the process.
  private static void hook(String bin) {
    try {
      long type = (long) TYPE_OF_NAME.invokeExact(constant(bin));
      if (type != 0 && HOOKED.add(bin)) {
        long slot = (long) CLASS.invokeExact(type) + HANDLE_MESSAGE;
        MethodHandle target =
            MethodHandles.lookup()
                .findStatic(
                    AutoplugErrors.class,
                    "handle",
                    MethodType.methodType(void.class, MemorySegment.class, long.class, long.class))
                .bindTo(MemorySegment.ofAddress(getLong(slot)));
        setLong(slot, upcall(target, returningNothing(POINTER, POINTER)));
      }
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  @SuppressWarnings("unused") // called from C
  private static void handle(MemorySegment original, long bin, long message) {
    tell(message);
    try {
      Original.CALL.invokeExact(original, bin, message);
    } catch (Throwable e) { // C functions throw nothing
      return;
    }
  }

  private static void tell(long message) {
    try {
      if (Messages.type(message) == Messages.ERROR) {
        LISTENERS.forEach(listener -> listener.accept(message));
      }
    } catch (Throwable thrown) { // must not leave the upcall; the bin still gets its message
      return;
    }
  }
}
