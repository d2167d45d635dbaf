import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.FrameObject;
import io.framegauge.pipeline.plugin.Plugin;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Draws a box around every object into the pixels of RGB frames.
public final class DrawBoxes implements Plugin {
  private static final int BYTES_PER_PIXEL = 3;

  private final int color;
  private final int thickness;

  /// @param color as in HTML: `#rrggbb`
  /// @param thickness of the lines in pixels, inwards
  public DrawBoxes(String color, int thickness) {
    if (!color.matches("#[0-9a-fA-F]{6}")) {
      throw new IllegalArgumentException("must look like #00ff00: color=" + color);
    }
    if (thickness < 1) {
      throw new IllegalArgumentException("must be >= 1: thickness=" + thickness);
    }
    this.color = Integer.parseInt(color.substring(1), 16);
    this.thickness = thickness;
  }

  @Override
  public void frame(Frame frame) {
    if (!frame.format().equals("RGB")) {
      throw new IllegalStateException("frames must be RGB: format=" + frame.format());
    }
    List<FrameObject> objects = frame.objects();
    if (objects.isEmpty()) {
      return; // nobody needs a writable copy then
    }
    MemorySegment pixels = frame.writablePixels();
    for (FrameObject object : objects) {
      int left = object.x();
      int top = object.y();
      int right = left + object.width();
      int bottom = top + object.height();
      fill(frame, pixels, left, top, right, Math.min(top + thickness, bottom));
      fill(frame, pixels, left, Math.max(bottom - thickness, top), right, bottom);
      fill(frame, pixels, left, top, Math.min(left + thickness, right), bottom);
      fill(frame, pixels, Math.max(right - thickness, left), top, right, bottom);
    }
  }

  /// Fills the part of a rectangle that is on the frame; right and bottom are not in it.
  private void fill(
      Frame frame, MemorySegment pixels, int left, int top, int right, int bottom) {
    for (int y = Math.max(top, 0); y < Math.min(bottom, frame.height()); y++) {
      long row = frame.planeOffset(0) + (long) y * frame.stride(0);
      for (int x = Math.max(left, 0); x < Math.min(right, frame.width()); x++) {
        long pixel = row + (long) x * BYTES_PER_PIXEL;
        pixels.set(ValueLayout.JAVA_BYTE, pixel, (byte) (color >> 16));
        pixels.set(ValueLayout.JAVA_BYTE, pixel + 1, (byte) (color >> 8));
        pixels.set(ValueLayout.JAVA_BYTE, pixel + 2, (byte) color);
      }
    }
  }
}
