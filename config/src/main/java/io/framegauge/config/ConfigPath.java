package io.framegauge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A way from the root to a value: keys, and `[n]` for the place in a list.
record ConfigPath(List<String> segments) {
  static final ConfigPath ROOT = new ConfigPath(List.of());

  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S}&&[^.\\[\\]'\"]]+");
  private static final Pattern INDEX = Pattern.compile("\\[?(\\d{1,9})]?");

  ConfigPath {
    segments = List.copyOf(segments);
  }

  @Override
  public boolean equals(@Nullable Object other) { // as every record, but made before the start
    return other instanceof ConfigPath path && segments.equals(path.segments);
  }

  @Override
  public int hashCode() {
    return segments.hashCode();
  }

  /// Takes `a.b[0].c` and `a.b.0.c` apart.
  static ConfigPath parse(String text) {
    List<String> segments = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      int bracket = part.indexOf('[');
      if (bracket != 0) {
        segments.add(bracket < 0 ? part : part.substring(0, bracket));
      }
      if (bracket >= 0) {
        segments.addAll(List.of(part.substring(bracket).split("(?=\\[)")));
      }
    }
    return new ConfigPath(segments);
  }

  ConfigPath child(String key) {
    List<String> longer = new ArrayList<>(segments);
    longer.add(key);
    return new ConfigPath(longer);
  }

  ConfigPath item(int index) {
    return child("[" + index + "]");
  }

  ConfigPath plus(ConfigPath rest) {
    List<String> longer = new ArrayList<>(segments);
    longer.addAll(rest.segments);
    return new ConfigPath(longer);
  }

  ConfigPath up(int levels) {
    return new ConfigPath(segments.subList(0, segments.size() - levels));
  }

  /// The place in a list that a segment names, or -1.
  static int index(String segment) {
    var matcher = INDEX.matcher(segment);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String segment : segments) {
      if (segment.startsWith("[") && index(segment) >= 0) {
        text.append(segment);
        continue;
      }
      text.append(text.isEmpty() ? "" : ".");
      text.append(PLAIN.matcher(segment).matches() ? segment : Found.quote(segment));
    }
    return text.toString();
  }
}
