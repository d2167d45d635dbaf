package io.framegauge.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// The tags of the YAML core schema; no other has a meaning here.
final class YamlTags {
  private static final String CORE = "tag:yaml.org,2002:";

  private YamlTags() {}

  /// Why a collection's tag cannot be accepted, if it cannot.
  static Optional<String> refused(CollectionStartEvent start) {
    String fitting = start.getEventId() == Event.ID.MappingStart ? CORE + "map" : CORE + "seq";
    return start.getTag().filter(tag -> !tag.equals(fitting)).map(YamlTags::unknown);
  }

  /// Why a scalar's tag cannot be accepted, if it cannot.
  static Optional<String> refused(ScalarEvent scalar) {
    return scalar
        .getTag()
        .flatMap(tag ->
            switch (tag) {
              case CORE + "str" -> Optional.empty();
              case CORE + "null", CORE + "bool", CORE + "int", CORE + "float" ->
                  fits(tag, scalar.getValue())
                      ? Optional.empty()
                      : Optional.of(
                          "not a value of the tag !!"
                              + tag.substring(CORE.length())
                              + " (found "
                              + Found.quote(scalar.getValue())
                              + ")");
              default -> Optional.of(unknown(tag));
            });
  }

  static boolean isText(ScalarEvent scalar) {
    return scalar.getTag().filter(tag -> tag.equals(CORE + "str")).isPresent();
  }

  private static boolean fits(String tag, String text) {
    return switch (CoreScalar.parse(text)) {
      case Scalar.Nothing nothing -> tag.equals(CORE + "null");
      case Scalar.Bool bool -> tag.equals(CORE + "bool");
      case Scalar.Whole whole -> tag.equals(CORE + "int");
      case Scalar.Decimal decimal -> tag.equals(CORE + "float");
      case Scalar.Text other -> false;
    };
  }

  private static String unknown(String tag) {
    return "unknown tag "
        + (tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag)
        + ": only the tags of the YAML core schema have a meaning";
  }
}
