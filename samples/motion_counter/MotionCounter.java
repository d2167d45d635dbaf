import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.GaugeFamily;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;

/// Counts the frames that differ from the one before, of gray video (GRAY8).
public final class MotionCounter implements Plugin {
  private final int difference;
  private final double share;
  private final Map<String, byte[]> earlier = new HashMap<>(); // the last picture of each source
  private CounterFamily motionFrames;
  private GaugeFamily movingShare;

  /// @param difference by how much a pixel has to change to have moved, 1 to 255
  /// @param share of the pixels that have to move for a frame to count, above 0 and up to 1
  public MotionCounter(int difference, double share) {
    if (difference < 1 || difference > 255) {
      throw new IllegalArgumentException("must be 1 to 255: difference=" + difference);
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("must be > 0 and <= 1: share=" + share);
    }
    this.difference = difference;
    this.share = share;
  }

  @Override
  public void start(PluginContext context) {
    motionFrames =
        context.families().counterFamily("motion_frames", "Frames with motion.", "", "source_id");
    movingShare =
        context
            .families()
            .gaugeFamily("moving_pixels_ratio", "Share of moving pixels.", "", "source_id");
  }

  @Override
  public void frame(Frame frame) {
    int pixels = frame.width() * frame.height();
    byte[] before = earlier.get(frame.sourceId());
    boolean comparable = before != null && before.length == pixels;
    byte[] picture = comparable ? before : new byte[pixels];
    int moved = take(frame, picture);
    earlier.put(frame.sourceId(), picture);
    if (comparable) {
      double ratio = (double) moved / pixels;
      movingShare.set(ratio, frame.sourceId());
      motionFrames.inc(ratio >= share ? 1 : 0, frame.sourceId());
    }
  }

  @Override
  public void sourceEnd(String sourceId) {
    earlier.remove(sourceId);
  }

  /// Puts the frame's pixels into the picture, and answers how many of them have changed.
  private int take(Frame frame, byte[] picture) {
    MemorySegment pixels = frame.pixels();
    int moved = 0;
    for (int y = 0, i = 0; y < frame.height(); y++) {
      long row = frame.planeOffset(0) + (long) y * frame.stride(0);
      for (int x = 0; x < frame.width(); x++, i++) {
        byte pixel = pixels.get(ValueLayout.JAVA_BYTE, row + x);
        if (Math.abs((pixel & 255) - (picture[i] & 255)) >= difference) {
          moved++;
        }
        picture[i] = pixel;
      }
    }
    return moved;
  }
}
