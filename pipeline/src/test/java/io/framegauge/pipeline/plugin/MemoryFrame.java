package io.framegauge.pipeline.plugin;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A frame that no pipeline made: RGB pixels with some bytes of padding behind each row.
final class MemoryFrame implements Frame {
  static final int PADDING = 4;

  private final int width;
  private final int height;
  private final String format;
  private final MemorySegment pixels;
  private final List<FrameObject> objects = new ArrayList<>();
  private final Map<String, Object> data = new HashMap<>();
  private boolean written;

  MemoryFrame(int width, int height, String format) {
    this.width = width;
    this.height = height;
    this.format = format;
    this.pixels = MemorySegment.ofArray(new byte[stride(0) * height]);
  }

  /// A frame without pixels that matter, with a box `{x, y, width, height}` for each object.
  static MemoryFrame of(int[]... boxes) {
    MemoryFrame frame = new MemoryFrame(0, 0, "RGB");
    for (int[] box : boxes) {
      frame.add("face", box[0], box[1], box[2], box[3]);
    }
    return frame;
  }

  /// The ids of the objects in order.
  List<Integer> ids() {
    return objects.stream().map(FrameObject::trackId).toList();
  }

  /// Whether somebody asked for pixels to write.
  boolean written() {
    return written;
  }

  /// Each row as text: `#` for a green pixel, `.` for a black one, `?` for anything else.
  List<String> picture() {
    List<String> rows = new ArrayList<>();
    for (int y = 0; y < height; y++) {
      StringBuilder row = new StringBuilder();
      for (int x = 0; x < width; x++) {
        row.append(shown(pixels.asSlice((long) y * stride(0) + x * 3L, 3).toArray(BYTE)));
      }
      byte[] padding = pixels.asSlice((long) y * stride(0) + width * 3L, PADDING).toArray(BYTE);
      for (byte each : padding) {
        row.append(each == 0 ? "" : "!");
      }
      rows.add(row.toString());
    }
    return rows;
  }

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private static char shown(byte[] rgb) {
    return rgb[0] == 0 && rgb[2] == 0 ? rgb[1] == 0 ? '.' : rgb[1] == -1 ? '#' : '?' : '?';
  }

  @Override
  public String sourceId() {
    return "city-traffic";
  }

  @Override
  public long ptsNanos() {
    return NO_TIME;
  }

  @Override
  public long dtsNanos() {
    return NO_TIME;
  }

  @Override
  public long durationNanos() {
    return NO_TIME;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public int stride(int plane) {
    return width * 3 + PADDING;
  }

  @Override
  public long planeOffset(int plane) {
    return 0;
  }

  @Override
  public MemorySegment pixels() {
    return pixels.asReadOnly();
  }

  @Override
  public MemorySegment writablePixels() {
    written = true;
    return pixels;
  }

  @Override
  public List<FrameObject> objects() {
    return List.copyOf(objects);
  }

  @Override
  public FrameObject add(String label, int x, int y, int width, int height) {
    FrameObject object = new MemoryObject(label, x, y, width, height);
    objects.add(object);
    return object;
  }

  @Override
  public void remove(FrameObject object) {
    objects.remove(object);
  }

  @Override
  public <T> Optional<T> data(String name, Class<T> type) {
    return Optional.ofNullable(data.get(name)).map(type::cast);
  }

  @Override
  public void data(String name, Object value) {
    data.put(name, value);
  }

  @Override
  public void removeData(String name) {
    data.remove(name);
  }

  @Override
  public void drop() {
    throw new UnsupportedOperationException("nothing to drop from");
  }
}
