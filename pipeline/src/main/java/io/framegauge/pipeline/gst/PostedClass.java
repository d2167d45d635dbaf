package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.stream.Stream;

/// A class of pipelines whose `post_message` comes by here while somebody listens, and then goes on
/// to where it went before. A class that is derived from it meanwhile inherits that.
final class PostedClass {
  private record Heard(long pipeline, PostListener listener) {}

  private static final MethodHandle CALL = functionAt(returning(INT, POINTER, POINTER));

  static {
    PadProbe.prepareCatch(Throwable.class);
  }

  private final long slot;
  private final long before;
  private final MemorySegment original;
  private final long ours;
  private volatile Heard[] heard = {};

  /// @param slot address of the method's place in the class
  PostedClass(long slot) {
    this.slot = slot;
    this.before = getLong(slot);
    this.original = MemorySegment.ofAddress(before);
    this.ours = upcall(target().bindTo(this), returning(INT, POINTER, POINTER));
  }

  private static MethodHandle target() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              PostedClass.class, "post", MethodType.methodType(int.class, long.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /// Whether what is posted on objects of a class comes by here, or will once somebody listens.
  boolean serves(long otherSlot) {
    long now = getLong(otherSlot);
    return now == ours || (otherSlot == slot && now == before);
  }

  synchronized void listen(long pipeline, PostListener listener) {
    heard =
        Stream.concat(Arrays.stream(heard), Stream.of(new Heard(pipeline, listener)))
            .toArray(Heard[]::new);
    if (getLong(slot) == before) {
      setLong(slot, ours);
    }
  }

  /// When nobody is left the class is put back as it was, unless somebody else has come since who
  /// goes on to here.
  synchronized void leave(PostListener listener) {
    heard =
        Arrays.stream(heard).filter(one -> !one.listener.equals(listener)).toArray(Heard[]::new);
    if (heard.length == 0 && getLong(slot) == ours) {
      setLong(slot, before);
    }
  }

  @SuppressWarnings("unused") // called from C
  @HotPath
  private int post(long element, long message) {
    Heard[] now = heard;
    int type = 0;
    boolean known = false;
    for (Heard one : now) {
      if (one.pipeline == element) {
        type = Messages.type(message);
        known = true;
        posting(one.listener, message, type);
      }
    }
    int taken = goOn(element, message);
    if (known && taken != 0) {
      for (Heard one : now) {
        if (one.pipeline == element) {
          posted(one.listener, type);
        }
      }
    }
    return taken;
  }

  private int goOn(long element, long message) {
    try {
      return (int) (long) CALL.invokeExact(original, element, message);
    } catch (Throwable e) { // C functions throw nothing
      return 0;
    }
  }

  private static void posting(PostListener listener, long message, int type) {
    try {
      listener.posting(message, type);
    } catch (Throwable thrown) { // must not leave the upcall
      failed(listener, thrown);
    }
  }

  private static void posted(PostListener listener, int type) {
    try {
      listener.posted(type);
    } catch (Throwable thrown) { // must not leave the upcall
      failed(listener, thrown);
    }
  }

  private static void failed(PostListener listener, Throwable thrown) {
    try {
      listener.failed(thrown);
    } catch (Throwable again) {
      return;
    }
  }
}
