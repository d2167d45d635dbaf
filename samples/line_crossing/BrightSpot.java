import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.Plugin;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Finds one bright thing on a dark picture (GRAY8): puts a box around all pixels that are bright.
public final class BrightSpot implements Plugin {
  private final int least;
  private final String label;

  /// @param least how bright a pixel has to be, 1 to 255
  /// @param label what the thing is called
  public BrightSpot(int least, String label) {
    if (least < 1 || least > 255) {
      throw new IllegalArgumentException("must be 1 to 255: least=" + least);
    }
    this.least = least;
    this.label = label;
  }

  @Override
  public void frame(Frame frame) {
    MemorySegment pixels = frame.pixels();
    int left = Integer.MAX_VALUE;
    int right = -1;
    int top = Integer.MAX_VALUE;
    int bottom = -1;
    for (int y = 0; y < frame.height(); y++) {
      long row = frame.planeOffset(0) + (long) y * frame.stride(0);
      for (int x = 0; x < frame.width(); x++) {
        if ((pixels.get(ValueLayout.JAVA_BYTE, row + x) & 255) >= least) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = y;
        }
      }
    }
    if (right >= 0) {
      frame.add(label, left, top, right - left + 1, bottom - top + 1);
    }
  }
}
