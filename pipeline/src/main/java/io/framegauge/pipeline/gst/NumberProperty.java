package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// Reads a number from a property of elements: an eighth of a microsecond each, so for samplers,
/// not for streaming threads.
public final class NumberProperty {
  private static final MethodHandle GET =
      Linker.nativeLinker()
          .downcallHandle(
              GOBJECT.findOrThrow("g_object_get"),
              FunctionDescriptor.ofVoid(POINTER, POINTER, POINTER, POINTER),
              Linker.Option.firstVariadicArg(2));

  private final String name;
  private final long nameAddress;

  /// A property by its name.
  public NumberProperty(String name) {
    this.name = name;
    this.nameAddress = constant(name);
  }

  /// The value of an unsigned 32-bit property of an object by its address.
  public long unsignedInt(long object) {
    return Integer.toUnsignedLong((int) read(object));
  }

  /// The value of a 64-bit property of an object by its address.
  public long longValue(long object) {
    return read(object);
  }

  private long read(long object) {
    try (Arena arena = Arena.ofConfined()) {
      long place = arena.allocate(8, 8).address();
      GET.invokeExact(object, nameAddress, place, 0L);
      return getLong(place);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
