package io.framegauge.telemetry.zeromq;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// Reads JSON without Gson's good will: numbers are not texts, a field comes once, what is required
/// is there. Fields that are not known are skipped, so that an older client reads newer answers.
final class StrictReader {
  /// Reads one element of a list.
  interface Element<T> {
    T read(StrictReader in) throws IOException;
  }

  private final JsonReader in;

  StrictReader(String json) {
    in = new JsonReader(new StringReader(json));
    in.setStrictness(Strictness.STRICT);
  }

  /// Enters an object; the set remembers the names that were seen.
  Set<String> begin() throws IOException {
    expect(JsonToken.BEGIN_OBJECT, "an object");
    in.beginObject();
    return new HashSet<>();
  }

  boolean more() throws IOException {
    return in.hasNext();
  }

  String name(Set<String> seen) throws IOException {
    String name = in.nextName();
    if (!seen.add(name)) {
      throw new IOException("must be given once: " + in.getPath());
    }
    return name;
  }

  /// Leaves an object in which all of the required names must have been seen.
  void end(Set<String> seen, Set<String> required) throws IOException {
    in.endObject();
    if (!seen.containsAll(required)) {
      Set<String> missing = new TreeSet<>(required);
      missing.removeAll(seen);
      throw new IOException("must be given: " + in.getPath() + "." + missing.iterator().next());
    }
  }

  void endDocument() throws IOException {
    expect(JsonToken.END_DOCUMENT, "the end");
  }

  <T> List<T> list(Element<T> element) throws IOException {
    expect(JsonToken.BEGIN_ARRAY, "a list");
    List<T> elements = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      elements.add(element.read(this));
    }
    in.endArray();
    return elements;
  }

  long whole() throws IOException {
    expect(JsonToken.NUMBER, "a whole number");
    String path = in.getPath();
    String text = in.nextString();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("must be a whole number: " + path + "=" + text, e);
    }
  }

  double decimal() throws IOException {
    expect(JsonToken.NUMBER, "a number");
    return in.nextDouble();
  }

  OptionalLong wholeOrNull() throws IOException {
    if (in.peek() == JsonToken.NULL) {
      in.nextNull();
      return OptionalLong.empty();
    }
    return OptionalLong.of(whole());
  }

  OptionalDouble decimalOrNull() throws IOException {
    if (in.peek() == JsonToken.NULL) {
      in.nextNull();
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(decimal());
  }

  <T> Optional<T> orNull(Element<T> element) throws IOException {
    if (in.peek() == JsonToken.NULL) {
      in.nextNull();
      return Optional.empty();
    }
    return Optional.of(element.read(this));
  }

  String text() throws IOException {
    expect(JsonToken.STRING, "a text");
    return in.nextString();
  }

  boolean flag() throws IOException {
    expect(JsonToken.BOOLEAN, "true or false");
    return in.nextBoolean();
  }

  void skip() throws IOException {
    in.skipValue();
  }

  private void expect(JsonToken kind, String words) throws IOException {
    JsonToken found = in.peek();
    if (found != kind) {
      throw new IOException("must be " + words + ", found " + found + ": " + in.getPath());
    }
  }
}
