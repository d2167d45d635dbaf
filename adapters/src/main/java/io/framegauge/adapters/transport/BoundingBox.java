package io.framegauge.adapters.transport;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Optional;

/// Where an object is on its frame, in pixels.
///
/// @param xc across, of the centre
/// @param yc down, of the centre
/// @param angle in degrees
public record BoundingBox(float xc, float yc, float width, float height, Optional<Float> angle) {

  static BoundingBox of(byte[] bytes) throws IOException {
    Reader reader = new Reader();
    Wire.read(bytes, reader);
    float[] sides = reader.sides;
    return new BoundingBox(sides[0], sides[1], sides[2], sides[3], reader.angle);
  }

  byte[] bytes() {
    float[] sides = {xc, yc, width, height};
    return Wire.write(out -> {
      for (int i = 0; i < sides.length; i++) {
        if (Float.floatToRawIntBits(sides[i]) != 0) {
          out.writeFloat(i + 1, sides[i]);
        }
      }
      if (angle.isPresent()) {
        out.writeFloat(5, angle.get());
      }
    });
  }

  private static final class Reader implements Wire.Field {
    private final float[] sides = new float[4];
    private Optional<Float> angle = Optional.empty();

    @Override
    public boolean read(int tag, CodedInputStream in) throws IOException {
      int number = tag >>> 3;
      if ((tag & 7) != Wire.FIXED32 || number < 1 || number > 5) {
        return false;
      }
      float value = in.readFloat();
      if (number == 5) {
        angle = Optional.of(value);
      } else {
        sides[number - 1] = value;
      }
      return true;
    }
  }
}
