package io.framegauge.pipeline.gst;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Optional;

/// Loads the libraries and makes the handles; reads and writes C memory by address.
final class Native {
  static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final long ADDRESSES = (1L << 56) - 1; // no process has more

  static final SymbolLookup GST = library("libgstreamer-1.0.so.0");
  static final SymbolLookup GST_BASE = library("libgstbase-1.0.so.0");
  static final SymbolLookup GST_VIDEO = library("libgstvideo-1.0.so.0");
  static final SymbolLookup GOBJECT = library("libgobject-2.0.so.0");
  static final SymbolLookup GLIB = library("libglib-2.0.so.0");

  private Native() {}

  static SymbolLookup library(String name) {
    return SymbolLookup.libraryLookup(name, Arena.global());
  }

  /// A library that not every machine has.
  static Optional<SymbolLookup> libraryIfThere(String name) {
    try {
      return Optional.of(library(name));
    } catch (IllegalArgumentException e) { // how it is said that there is none
      return Optional.empty();
    }
  }

  /// A function that may block or call back. Its handle takes and returns 64-bit integers only, see
  /// [#wide].
  static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(library.findOrThrow(name), wide(type));
  }

  /// The type with which a function is called: each `int` as a whole register. The JVM makes code
  /// for each shape of a call anew at each start, which takes milliseconds; so there are fewer. On
  /// the 64-bit machines that Linux has (System V, AArch64) C reads the lower half of such an
  /// argument, and only the lower half of such a result counts: the caller casts it to `int`.
  private static FunctionDescriptor wide(FunctionDescriptor type) {
    MemoryLayout[] arguments =
        type.argumentLayouts().stream().map(Native::wide).toArray(MemoryLayout[]::new);
    return type.returnLayout()
        .map(result -> returning(wide(result), arguments))
        .orElseGet(() -> returningNothing(arguments));
  }

  private static MemoryLayout wide(MemoryLayout layout) {
    return layout.equals(INT) ? LONG : layout;
  }

  /// A function that is short, takes no lock and never calls back, so that the JVM can call it
  /// without leaving Java's thread state.
  static MethodHandle shortFunction(SymbolLookup library, String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(
        library.findOrThrow(name), wide(type), Linker.Option.critical(false));
  }

  /// A function of a library that not every machine has.
  static MethodHandle function(MemorySegment address, FunctionDescriptor type) {
    return LINKER.downcallHandle(address, wide(type));
  }

  /// What stands for a function that is not there: it does nothing and answers 0.
  static MethodHandle none(FunctionDescriptor type) {
    return MethodHandles.empty(wide(type).toMethodType());
  }

  /// A function that is given by its address with each call, and may block or call back.
  static MethodHandle functionAt(FunctionDescriptor type) {
    return LINKER.downcallHandle(wide(type));
  }

  static FunctionDescriptor returning(MemoryLayout result, MemoryLayout... arguments) {
    return FunctionDescriptor.of(result, arguments);
  }

  static FunctionDescriptor returningNothing(MemoryLayout... arguments) {
    return FunctionDescriptor.ofVoid(arguments);
  }

  /// A pointer by which C calls a static Java method, for the life of the process.
  static long upcall(MethodHandle target, FunctionDescriptor type) {
    return LINKER.upcallStub(target, type, Arena.global()).address();
  }

  /// A C string that lives as long as the process; for names used again and again.
  static long constant(String text) {
    return Arena.global().allocateFrom(text).address();
  }

  /// A pointer that C has handed over. The compiler sees that what comes out of here is not
  /// negative, so it leaves away the check of each access at a place behind it.
  @HotPath
  static long address(long pointer) {
    return pointer & ADDRESSES;
  }

  @HotPath
  static long getLong(long address) {
    return ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
  }

  @HotPath
  static int getInt(long address) {
    return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
  }

  @HotPath
  static byte getByte(long address) {
    return ALL.get(ValueLayout.JAVA_BYTE, address);
  }

  @HotPath
  static void setLong(long address, long value) {
    ALL.set(ValueLayout.JAVA_LONG, address, value);
  }

  @HotPath
  static void setInt(long address, int value) {
    ALL.set(ValueLayout.JAVA_INT, address, value);
  }

  static String getString(long address) {
    return address == 0 ? "" : ALL.getString(address);
  }

  static MemorySegment view(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }

  /// Turns what a handle threw, which C functions never do, into an error.
  static AssertionError impossible(Throwable thrown) {
    return new AssertionError("a call of a C function failed", thrown);
  }
}
