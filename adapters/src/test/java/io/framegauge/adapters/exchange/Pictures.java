package io.framegauge.adapters.exchange;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Pictures that the JDK encodes.
final class Pictures {
  private Pictures() {}

  static byte[] jpeg(int width, int height) {
    return encoded("jpeg", width, height);
  }

  static byte[] png(int width, int height) {
    return encoded("png", width, height);
  }

  private static byte[] encoded(String format, int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(width / 2, height / 2, width * 1000 + height);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(picture, format, bytes)) {
        throw new IllegalStateException("the JDK has no encoder: " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
