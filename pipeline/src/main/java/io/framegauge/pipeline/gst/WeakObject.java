package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/// Remembers an object without keeping it alive, and holds it while it is used. Any thread.
public final class WeakObject implements AutoCloseable {
  private static final MethodHandle INIT =
      function(GOBJECT, "g_weak_ref_init", returningNothing(POINTER, POINTER));
  private static final MethodHandle GET =
      function(GOBJECT, "g_weak_ref_get", returning(POINTER, POINTER));
  private static final MethodHandle CLEAR =
      function(GOBJECT, "g_weak_ref_clear", returningNothing(POINTER));
  private static final MethodHandle UNREF =
      function(GOBJECT, "g_object_unref", returningNothing(POINTER));

  private final Arena arena = Arena.ofShared();
  private final MemorySegment weak = arena.allocate(8, 8);
  private final long address;
  private boolean closed;

  /// Remembers an object that is alive.
  public WeakObject(long object) {
    address = object;
    try {
      INIT.invokeExact(weak.address(), object);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Does something with the object, if it is still there.
  ///
  /// @return whether it was
  public boolean use(LongConsumer action) {
    long object = get();
    if (object == 0) {
      return false;
    }
    try {
      action.accept(object);
      return true;
    } finally {
      unref(object);
    }
  }

  /// Asks the object for a number.
  ///
  /// @param otherwise the answer when the object is not there any more
  public long ask(LongUnaryOperator question, long otherwise) {
    long object = get();
    if (object == 0) {
      return otherwise;
    }
    try {
      return question.applyAsLong(object);
    } finally {
      unref(object);
    }
  }

  /// Whether an address is that of the object, and not of another one that lies where it was.
  public boolean is(long object) {
    return object == address && use(alive -> {});
  }

  private synchronized long get() {
    if (closed) {
      return 0;
    }
    try {
      return (long) GET.invokeExact(weak.address());
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static void unref(long object) {
    try {
      UNREF.invokeExact(object);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Forgets the object.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        CLEAR.invokeExact(weak.address());
      } catch (Throwable e) {
        throw impossible(e);
      }
      arena.close();
    }
  }
}
