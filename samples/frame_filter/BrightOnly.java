import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.Plugin;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Drops frames of gray video (GRAY8) that are too dark to be worth the work of the stages behind.
public final class BrightOnly implements Plugin {
  private static final int STEP = 4; // every fourth pixel of every fourth row is enough

  private final double least;

  /// @param least mean brightness of a frame that passes, 0 to 255
  public BrightOnly(double least) {
    if (!(least >= 0 && least <= 255)) {
      throw new IllegalArgumentException("must be 0 to 255: least=" + least);
    }
    this.least = least;
  }

  @Override
  public void frame(Frame frame) {
    if (brightness(frame) < least) {
      frame.drop();
    }
  }

  private static double brightness(Frame frame) {
    MemorySegment pixels = frame.pixels();
    long sum = 0;
    long count = 0;
    for (int y = 0; y < frame.height(); y += STEP) {
      long row = frame.planeOffset(0) + (long) y * frame.stride(0);
      for (int x = 0; x < frame.width(); x += STEP) {
        sum += pixels.get(ValueLayout.JAVA_BYTE, row + x) & 255;
        count++;
      }
    }
    return count == 0 ? 0 : (double) sum / count;
  }
}
