package io.framegauge.adapters.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.adapters.exchange.PictureFile.None;
import io.framegauge.adapters.exchange.PictureFile.Picture;
import io.framegauge.adapters.exchange.PictureFile.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "320, 200", "4000, 3"})
  void shouldReadTheSizeThatAPictureWasEncodedWith(int width, int height) {
    assertThat(PictureFile.of(Pictures.jpeg(width, height)))
        .isInstanceOfSatisfying(
            Picture.class,
            picture -> {
              assertThat(picture.media()).isEqualTo("image/jpeg");
              assertThat(picture.width()).isEqualTo(width);
              assertThat(picture.height()).isEqualTo(height);
            });
    assertThat(PictureFile.of(Pictures.png(width, height)))
        .isInstanceOfSatisfying(
            Picture.class,
            picture -> {
              assertThat(picture.media()).isEqualTo("image/png");
              assertThat(picture.width()).isEqualTo(width);
              assertThat(picture.height()).isEqualTo(height);
            });
  }

  /// As cameras write it: a small picture in an extension before the frame.
  private static byte[] withThumbnail(byte[] picture) {
    byte[] thumbnail = Pictures.jpeg(16, 16);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(picture, 0, 2);
    bytes.write(0xFF); // filled up
    bytes.write(0xFF);
    bytes.write(0xE1);
    bytes.write((thumbnail.length + 2) >> 8);
    bytes.write(thumbnail.length + 2);
    bytes.writeBytes(thumbnail);
    bytes.write(picture, 2, picture.length - 2);
    return bytes.toByteArray();
  }

  @Test
  void shouldFindTheFrameBehindALongExtensionThatHoldsAnotherPicture() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(withThumbnail(Pictures.jpeg(64, 48)));
    bytes.writeBytes("what some cameras write behind".getBytes(UTF_8));

    assertThat(PictureFile.of(bytes.toByteArray()))
        .isInstanceOfSatisfying(Picture.class, found -> assertThat(found.width()).isEqualTo(64));
  }

  @Test
  void shouldNotTakeTheEndOfTheSmallPictureForThatOfTheWhole() {
    byte[] picture = withThumbnail(Pictures.jpeg(64, 48));

    assertThat(PictureFile.of(Arrays.copyOf(picture, picture.length - 10)))
        .isEqualTo(new None(Reason.CUT_OFF));
  }

  @Test
  void shouldTellAPictureThatIsCutOff() {
    byte[] jpeg = Pictures.jpeg(640, 480);
    byte[] png = Pictures.png(640, 480);

    assertThat(PictureFile.of(Arrays.copyOf(jpeg, jpeg.length - 100)))
        .isEqualTo(new None(Reason.CUT_OFF));
    assertThat(PictureFile.of(Arrays.copyOf(png, png.length - 100)))
        .isEqualTo(new None(Reason.CUT_OFF));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "This is a text and no picture.", "GIF89a..............."})
  void shouldTellWhatIsNoPicture(String text) {
    assertThat(PictureFile.of(text.getBytes(UTF_8))).isEqualTo(new None(Reason.NO_PICTURE));
  }

  @Test
  void shouldTakeNoBeginOfAPictureForOne() {
    byte[] jpeg = Pictures.jpeg(640, 480);
    byte[] png = Pictures.png(640, 480);
    for (int length = 0; length < 20; length++) {
      assertThat(PictureFile.of(Arrays.copyOf(jpeg, length)))
          .isEqualTo(new None(Reason.NO_PICTURE));
      assertThat(PictureFile.of(Arrays.copyOf(png, length))).isEqualTo(new None(Reason.NO_PICTURE));
    }
  }

  @Test
  void shouldTellAFileThatIsNotThere() {
    assertThat(PictureFile.read(Path.of("nope.jpg"))).isEqualTo(new None(Reason.UNREADABLE));
  }
}
