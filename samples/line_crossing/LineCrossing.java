import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.FrameObject;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import io.framegauge.telemetry.metrics.CounterFamily;
import java.util.HashMap;
import java.util.Map;

/// Counts tracked objects whose centre crosses a line, by the side that they come out on.
///
/// Looking from the line's first point to its second, on a picture whose y goes down, an object
/// that comes out on the right-hand side crosses `right`, the other way `left`.
public final class LineCrossing implements Plugin {
  private static final int MOST_KNOWN = 10_000;

  private final Point from;
  private final Point to;
  private final Map<String, Map<Integer, Point>> places = new HashMap<>(); // by source and object
  private CounterFamily crossings;

  /// A place on the picture, in pixels.
  private record Point(double x, double y) {
    static Point centre(FrameObject object) {
      return new Point(object.x() + object.width() / 2.0, object.y() + object.height() / 2.0);
    }

    /// Positive on the right-hand side of the way from one point to another, negative on the left.
    double side(Point from, Point to) {
      return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
    }
  }

  /// A line in pixels.
  public LineCrossing(int x1, int y1, int x2, int y2) {
    if (x1 == x2 && y1 == y2) {
      throw new IllegalArgumentException("must be two points: x1=x2=" + x1 + ", y1=y2=" + y1);
    }
    from = new Point(x1, y1);
    to = new Point(x2, y2);
  }

  @Override
  public void start(PluginContext context) {
    crossings =
        context
            .families()
            .counterFamily(
                "line_crossings",
                "Objects that crossed the line.",
                "",
                "source_id",
                "label",
                "direction");
  }

  @Override
  public void frame(Frame frame) {
    Map<Integer, Point> known =
        places.computeIfAbsent(frame.sourceId(), source -> new HashMap<>());
    if (known.size() > MOST_KNOWN) {
      known.clear(); // a tracker that numbers without end
    }
    for (FrameObject object : frame.objects()) {
      Point now = Point.centre(object);
      Point before = known.put(object.trackId(), now);
      if (before != null && crosses(before, now)) {
        String direction = now.side(from, to) >= 0 ? "right" : "left";
        crossings.inc(1, frame.sourceId(), object.label(), direction);
      }
    }
  }

  @Override
  public void sourceEnd(String sourceId) {
    places.remove(sourceId);
  }

  /// Whether the way of the object and the line have a point in common. A place on the line itself
  /// belongs to the right-hand side, so that an object that stops there is counted once.
  private boolean crosses(Point before, Point now) {
    boolean changedSides = before.side(from, to) >= 0 != now.side(from, to) >= 0;
    return changedSides && from.side(before, now) >= 0 != to.side(before, now) >= 0;
  }
}
