package io.framegauge.config;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// JSON in a scalar, read strictly: no comments, no single quotes, no key twice, nothing behind the
/// value. Everything in it has the position of the scalar.
final class JsonText {
  private static final int DEEPEST = 50;

  private final Position position;
  private final List<String> variables;
  private final JsonReader reader;

  private JsonText(Position position, JsonReader reader, List<String> variables) {
    this.position = position;
    this.reader = reader;
    this.variables = variables;
  }

  /// @throws SyntaxProblem if the text is not JSON
  static ConfigNode parse(Position position, String text, List<String> variables) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      reader.setNestingLimit(DEEPEST);
      ConfigNode node = new JsonText(position, reader, variables).value();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("text after the end");
      }
      return node;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new SyntaxProblem("not valid JSON: " + reason(e) + " " + Found.in(text, variables));
    }
  }

  private ConfigNode value() throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> array();
      case STRING -> {
        String text = reader.nextString();
        yield new ScalarNode(position, new Scalar.Text(text), text, true, variables);
      }
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> scalar(new Scalar.Bool(reader.nextBoolean()));
      case NULL -> {
        reader.nextNull();
        yield scalar(Scalar.NOTHING);
      }
      case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new IOException("a value is missing");
    };
  }

  private ConfigNode object() throws IOException {
    Map<String, MapNode.Entry> entries = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (entries.put(key, new MapNode.Entry(position, value())) != null) {
        throw new IOException("duplicate key " + Found.quote(key));
      }
    }
    reader.endObject();
    return new MapNode(position, entries, variables);
  }

  private ConfigNode array() throws IOException {
    List<ConfigNode> items = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      items.add(value());
    }
    reader.endArray();
    return new ListNode(position, items, variables);
  }

  private ConfigNode number(String text) throws IOException {
    if (text.length() > CoreScalar.LONGEST_NUMBER) {
      throw new IOException("a number of more than " + CoreScalar.LONGEST_NUMBER + " characters");
    }
    boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    Scalar value =
        whole
            ? new Scalar.Whole(new BigInteger(text))
            : new Scalar.Decimal(Double.parseDouble(text));
    return new ScalarNode(position, value, text, false, variables);
  }

  private ScalarNode scalar(Scalar value) {
    return ScalarNode.of(position, value, variables);
  }

  /// The reader's first line in the user's words, without its advice about lenient reading.
  private static String reason(Exception e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    String words =
        message
            .replaceFirst(
                "^Use JsonReader\\.setStrictness\\([^)]*\\) to accept malformed JSON", "malformed")
            .replaceFirst(" path (\\$.*)$", " (in $1)");
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }
}
