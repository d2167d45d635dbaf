package io.framegauge.adapters.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The objects that the sample's detector finds, counted without the product: `gst-launch-1.0` runs
/// the same elements, and `identity` lists the metas of each buffer.
final class Detection implements AutoCloseable {
  private static final Pattern OBJECT = Pattern.compile("\\bGstVideoRegionOfInterestMeta\\b");

  @SuppressWarnings("InlineFormatString") // with the pattern, the whole of what is counted
  private static final String ELEMENTS =
      "uridecodebin uri=%s ! videoconvert ! video/x-raw,format=RGB ! identity eos-after=%d"
          + " ! facedetect display=false updates=none"
          + " profile=/usr/share/opencv4/haarcascades/haarcascade_fullbody.xml"
          + " ! identity name=seen silent=false ! fakesink sync=false";

  private final Child child;
  private final int frames;

  private Detection(Child child, int frames) {
    this.child = child;
    this.frames = frames;
  }

  /// Begins to count in the first frames of the video.
  static Detection start(Path folder, int frames) {
    List<String> command = new ArrayList<>(List.of("gst-launch-1.0", "-v"));
    // where identity ends a stream early, the frame that counts last is one that the decoder drains
    int endAfter = frames + 2;
    command.addAll(List.of(ELEMENTS.formatted(Product.VIDEO.toUri(), endAfter).split(" ")));
    return new Detection(Child.start(folder, Map.of(), command), frames);
  }

  /// Objects on the first n frames, for n from 0; waits for the end.
  List<Long> objectsUpToFrame() {
    if (child.exitCode() != 0) {
      throw new AssertionError(child);
    }
    List<Long> sums = new ArrayList<>(List.of(0L));
    child.outLines().stream()
        .filter(line -> line.contains("GstIdentity:seen: last-message = chain "))
        .forEach(line -> sums.add(sums.getLast() + OBJECT.matcher(line).results().count()));
    if (sums.size() <= frames) {
      throw new AssertionError("%d frames instead of %d".formatted(sums.size() - 1, frames));
    }
    return sums.subList(0, frames + 1);
  }

  @Override
  public void close() {
    child.close();
  }
}
