package io.framegauge.adapters.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What is in a file that should be a picture.
sealed interface PictureFile {
  /// Larger ones are not read: what takes frames refuses them long before.
  int MOST_BYTES = 1 << 28;

  /// A JPEG or PNG picture.
  ///
  /// @param media GStreamer's name of its encoding
  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  record Picture(byte[] bytes, String media, int width, int height) implements PictureFile {}

  /// There is no picture to be had from it.
  record None(Reason reason) implements PictureFile {}

  /// Why there is no picture.
  enum Reason {
    /// It cannot be read, or is not there any more.
    UNREADABLE("the file cannot be read"),
    TOO_LARGE("the file is larger than " + MOST_BYTES + " bytes"),
    NO_PICTURE("the file is no JPEG or PNG picture"),
    /// It begins as a picture, and its end is not there.
    CUT_OFF("the picture is cut off");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /// As metrics show it.
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// As people are told it.
    String words() {
      return words;
    }
  }

  /// Reads a file.
  static PictureFile read(Path file) {
    try {
      return Files.size(file) > MOST_BYTES
          ? new None(Reason.TOO_LARGE)
          : of(Files.readAllBytes(file));
    } catch (IOException e) {
      return new None(Reason.UNREADABLE);
    }
  }

  /// Looks at what a file consists of.
  static PictureFile of(byte[] bytes) {
    PictureBytes looked = new PictureBytes(bytes);
    Optional<Picture> picture = looked.picture();
    if (picture.isEmpty()) {
      return new None(Reason.NO_PICTURE);
    }
    return looked.isWhole() ? picture.get() : new None(Reason.CUT_OFF);
  }
}
