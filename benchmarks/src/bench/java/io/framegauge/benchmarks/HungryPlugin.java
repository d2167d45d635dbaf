package io.framegauge.benchmarks;

import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.Plugin;

/// A plugin that makes garbage as users' plugins may: 1 MB a frame, over with the next one, and 200
/// small objects that it remembers for 300 frames, as a tracker would. Loaded by its source.
public final class HungryPlugin implements Plugin {
  private static final int PIECES = 16;
  private static final int PIECE_BYTES = 65_536;
  private static final int BOXES = 200;
  private static final int REMEMBERED = 300;

  private record Box(long frame, int x, int y, int width, int height) {}

  private final byte[][] pieces = new byte[PIECES][];
  private final Box[][] remembered = new Box[REMEMBERED][];
  private long frames;

  @Override
  public void frame(Frame frame) {
    for (int i = 0; i < PIECES; i++) {
      pieces[i] = new byte[PIECE_BYTES];
    }
    Box[] boxes = new Box[BOXES];
    for (int i = 0; i < BOXES; i++) {
      boxes[i] = new Box(frames, i, i, frame.width(), frame.height());
    }
    remembered[(int) (frames++ % REMEMBERED)] = boxes;
  }
}
