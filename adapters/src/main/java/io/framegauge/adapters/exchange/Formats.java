package io.framegauge.adapters.exchange;

import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The reference's names of codecs, and GStreamer's caps.
final class Formats {
  /// By what the reference calls them.
  private static final Map<String, String> CAPS =
      Map.ofEntries(
          Map.entry("h264", "video/x-h264, stream-format=byte-stream, alignment=au"),
          Map.entry("hevc", "video/x-h265, stream-format=byte-stream, alignment=au"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("png", "image/png"),
          Map.entry("vp8", "video/x-vp8"),
          Map.entry("vp9", "video/x-vp9"),
          Map.entry("av1", "video/x-av1"),
          Map.entry("raw-rgba", "video/x-raw, format=RGBA"),
          Map.entry("raw-rgb24", "video/x-raw, format=RGB"),
          Map.entry("raw-nv12", "video/x-raw, format=NV12"));

  private static final Pattern MEDIA = Pattern.compile("(?:video|image)/(?:x-)?([^,;( ]+).*");
  private static final Pattern FORMAT = Pattern.compile(".*[, ]format=(?:\\(string\\))?(\\w+).*");
  private static final Pattern WIDTH = Pattern.compile(".*[, ]width=(?:\\(int\\))?(\\d+).*");
  private static final Pattern HEIGHT = Pattern.compile(".*[, ]height=(?:\\(int\\))?(\\d+).*");
  private static final Pattern RATE =
      Pattern.compile(".*[, ]framerate=(?:\\(fraction\\))?(\\d+/\\d+).*");

  private Formats() {}

  /// Caps for a codec that the reference names; empty for others.
  static Optional<String> caps(String codec, long width, long height, String framerate) {
    return Optional.ofNullable(CAPS.get(codec))
        .map(caps ->
            caps
                + ", width="
                + width
                + ", height="
                + height
                + (framerate.matches("\\d+/[1-9]\\d*") ? ", framerate=" + framerate : ""));
  }

  /// Caps that say what messages guarantee: each buffer is one frame.
  static String framed(String caps) {
    return caps.startsWith("video/x-raw") || caps.contains("framed=(boolean)")
        ? caps
        : caps + ", framed=(boolean)true";
  }

  /// Whether a text may be caps of a picture.
  static boolean areOfPictures(String caps) {
    return MEDIA.matcher(caps).matches();
  }

  /// The name of what caps describe: the reference's, where it has one.
  static String codec(String caps) {
    Optional<String> media = find(MEDIA, caps);
    if (media.isPresent() && media.get().equals("raw")) {
      String format = find(FORMAT, caps).orElse("unknown").toLowerCase(Locale.ROOT);
      return format.equals("rgb") ? "raw-rgb24" : "raw-" + format;
    }
    return CAPS.entrySet().stream()
        .filter(known -> find(MEDIA, known.getValue()).equals(media))
        .map(Entry::getKey)
        .findFirst()
        .or(() -> media)
        .orElse("unknown");
  }

  static long width(String caps) {
    return find(WIDTH, caps).map(Long::valueOf).orElse(0L);
  }

  static long height(String caps) {
    return find(HEIGHT, caps).map(Long::valueOf).orElse(0L);
  }

  /// Frames a second as a fraction; 0/1 when it is not constant or not known.
  static String framerate(String caps) {
    return find(RATE, caps).orElse("0/1");
  }

  private static Optional<String> find(Pattern pattern, String caps) {
    Matcher matcher = pattern.matcher(caps);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
