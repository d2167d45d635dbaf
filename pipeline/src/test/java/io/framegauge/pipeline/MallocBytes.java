package io.framegauge.pipeline;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// What the C library has given out and not got back, of all its arenas: the resident memory of a
/// JVM says little about native memory.
final class MallocBytes {
  // struct mallinfo2 of glibc 2.33 and later: ten numbers, hblkhd the 5th, uordblks the 8th
  private static final MemoryLayout MALLINFO2 =
      MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG));
  private static final int MAPPED = 4;
  private static final int IN_USE = 7;
  private static final MethodHandle ASK =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("mallinfo2"),
              FunctionDescriptor.of(MALLINFO2));

  private MallocBytes() {}

  static long inUse() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment told = (MemorySegment) ASK.invokeExact((SegmentAllocator) arena);
      return told.getAtIndex(ValueLayout.JAVA_LONG, MAPPED)
          + told.getAtIndex(ValueLayout.JAVA_LONG, IN_USE);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
