package io.framegauge.benchmarks;

import io.framegauge.pipeline.gst.Address;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;

/// The C part (`benchmarks/c`), loaded into this process.
final class NativeBench {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final SymbolLookup LIBRARY =
      SymbolLookup.libraryLookup(Path.of(Setup.cFolder(), "libbench.so"), Arena.global());
  private static final MethodHandle REGISTER = nothing("bench_register");
  private static final MethodHandle WINDOW = nothing("bench_window", LONG, LONG, LONG, LONG);
  private static final MethodHandle REGIONS = nothing("bench_regions", LONG, INT);
  private static final MethodHandle COUNT = nothing("bench_count", LONG);
  private static final MethodHandle COUNTED = answering("bench_counted");
  private static final MethodHandle FULL = answering("bench_full", LONG, LONG);
  private static final MethodHandle LINK = answering("bench_link", LONG, LONG);
  private static final MethodHandle FULL_BUFFERS = answering("bench_full_buffers", LONG);
  private static final MethodHandle FULL_SAMPLES = answering("bench_full_samples", LONG);
  private static final MethodHandle JOURNEY = nothing("bench_journey", LONG, LONG);
  private static final MethodHandle FULL_JOURNEYS = answering("bench_full_journeys", LONG);
  private static final MemorySegment RESULT = Arena.global().allocate(24, 8);

  /// What a source pushed in one window.
  ///
  /// @param wallNanos wall time for one buffer
  /// @param cpuNanos CPU time of the pushing thread for one buffer
  record Window(long buffers, double wallNanos, double cpuNanos) {}

  private NativeBench() {}

  private static MethodHandle nothing(String name, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.ofVoid(arguments));
  }

  private static MethodHandle answering(String name, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.of(LONG, arguments));
  }

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name), type);
  }

  /// Makes the element `benchsource` known; after `Gst.init`.
  static void register() {
    call(() -> {
      REGISTER.invokeExact();
    });
  }

  /// Lets a playing source push for some time, at most some buffers; one caller at a time.
  static Window window(Element source, long nanos, long mostBuffers) {
    long address = Address.of(source);
    call(() -> {
      WINDOW.invokeExact(address, nanos, mostBuffers, RESULT.address());
    });
    long buffers = RESULT.get(LONG, 0);
    return new Window(
        buffers, (double) RESULT.get(LONG, 8) / buffers, (double) RESULT.get(LONG, 16) / buffers);
  }

  /// Each buffer has some regions of interest from now on.
  static void regions(Element source, int regions) {
    long address = Address.of(source);
    call(() -> {
      REGIONS.invokeExact(address, regions);
    });
  }

  /// The counting probe in C.
  static void count(Pad pad) {
    long address = Address.of(pad);
    call(() -> {
      COUNT.invokeExact(address);
    });
  }

  static long counted() {
    return ask(() -> (long) COUNTED.invokeExact());
  }

  /// Full measurement in C of one element; 0 for a pad that there is not.
  static long full(long sinkPad, long sourcePad) {
    return ask(() -> (long) FULL.invokeExact(sinkPad, sourcePad));
  }

  /// Full measurement in C of one link, and of the element where it ends.
  ///
  /// @param from the measured element where the link begins, or 0
  static long link(Pad source, long from) {
    long address = Address.of(source);
    return ask(() -> (long) LINK.invokeExact(address, from));
  }

  static long fullBuffers(long stage) {
    return ask(() -> (long) FULL_BUFFERS.invokeExact(stage));
  }

  static long fullSamples(long stage) {
    return ask(() -> (long) FULL_SAMPLES.invokeExact(stage));
  }

  /// The time from the first to the last of two elements measured in C.
  static void journey(long first, long last) {
    call(() -> {
      JOURNEY.invokeExact(first, last);
    });
  }

  static long fullJourneys(long stage) {
    return ask(() -> (long) FULL_JOURNEYS.invokeExact(stage));
  }

  private interface Call {
    void make() throws Throwable;
  }

  private interface Question {
    long ask() throws Throwable;
  }

  private static void call(Call call) {
    try {
      call.make();
    } catch (Throwable thrown) {
      throw new AssertionError("a call of a C function failed", thrown);
    }
  }

  private static long ask(Question question) {
    try {
      return question.ask();
    } catch (Throwable thrown) {
      throw new AssertionError("a call of a C function failed", thrown);
    }
  }
}
