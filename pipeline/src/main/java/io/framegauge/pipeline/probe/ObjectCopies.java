package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Regions;
import java.util.Arrays;

/// What is known of the objects on a frame, in arrays that are filled again for each frame.
final class ObjectCopies {
  private static final int NUMBERS = 6;

  private int count;
  private int[] numbers = new int[8 * NUMBERS];
  private double[] confidences = new double[8];

  /// Copies what is on a buffer now.
  void read(long buffer, FrameMaker maker) {
    count = 0;
    for (long region = maker.firstRegion(buffer);
        region != 0;
        region = maker.nextRegion(buffer, region)) {
      if (count == confidences.length) {
        confidences = Arrays.copyOf(confidences, 2 * count);
        numbers = Arrays.copyOf(numbers, 2 * count * NUMBERS);
      }
      int at = count * NUMBERS;
      numbers[at] = Regions.type(region);
      numbers[at + 1] = maker.params().trackId(region);
      numbers[at + 2] = Regions.x(region);
      numbers[at + 3] = Regions.y(region);
      numbers[at + 4] = Regions.width(region);
      numbers[at + 5] = Regions.height(region);
      confidences[count++] = maker.params().confidence(region);
    }
  }

  int count() {
    return count;
  }

  /// The quark of what an object is.
  int type(int object) {
    return numbers[object * NUMBERS];
  }

  int trackId(int object) {
    return numbers[object * NUMBERS + 1];
  }

  int x(int object) {
    return numbers[object * NUMBERS + 2];
  }

  int y(int object) {
    return numbers[object * NUMBERS + 3];
  }

  int width(int object) {
    return numbers[object * NUMBERS + 4];
  }

  int height(int object) {
    return numbers[object * NUMBERS + 5];
  }

  double confidence(int object) {
    return confidences[object];
  }
}
