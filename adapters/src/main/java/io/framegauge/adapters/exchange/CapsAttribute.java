package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Attribute;
import java.util.List;
import java.util.Optional;

/// GStreamer's caps of a frame, which travel as an attribute of it: the codec's name alone does not
/// say all that a decoder needs. Peers that do not know the attribute keep it or leave it out.
final class CapsAttribute {
  private static final String NAMESPACE = "gstreamer";
  private static final String NAME = "caps";

  private CapsAttribute() {}

  static Attribute of(String caps) {
    return Attribute.text(NAMESPACE, NAME, caps);
  }

  static boolean is(Attribute attribute) {
    return attribute.namespace().equals(NAMESPACE) && attribute.name().equals(NAME);
  }

  /// The caps among attributes, if they are some of a picture.
  static Optional<String> in(List<Attribute> attributes) {
    return attributes.stream()
        .filter(CapsAttribute::is)
        .findFirst()
        .flatMap(Attribute::text)
        .filter(Formats::areOfPictures);
  }
}
