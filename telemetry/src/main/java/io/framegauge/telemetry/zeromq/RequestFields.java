package io.framegauge.telemetry.zeromq;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The fields of one request, as text of the kind they had in the JSON.
final class RequestFields {
  private static final int SHOWN_CHARS = 60;
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

  /// More than a `long` has; JSON allows no leading zeros, so the beginning of a longer number is
  /// out of range as well.
  private static final int MAX_DIGITS = 30;

  /// A value and how it is shown in a message.
  private record Value(JsonToken kind, String text) {
    String shown() {
      return clipped(kind == JsonToken.STRING ? '"' + text + '"' : text);
    }
  }

  private final Map<String, Value> values;

  private RequestFields(Map<String, Value> values) {
    this.values = values;
  }

  static RequestFields parse(byte[] frame) throws BadRequest {
    String text = utf8(frame);
    if (text.isBlank()) {
      throw new BadRequest("a request must be one JSON object: request is empty");
    }
    JsonReader in = new JsonReader(new StringReader(text));
    in.setStrictness(Strictness.STRICT);
    try {
      if (in.peek() != JsonToken.BEGIN_OBJECT) {
        throw new BadRequest("a request must be one JSON object: request=" + clipped(text));
      }
      Map<String, Value> values = object(in);
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw new BadRequest("a request must be one JSON object: request=" + clipped(text));
      }
      return new RequestFields(values);
    } catch (MalformedJsonException | EOFException e) {
      throw new BadRequest("not valid JSON: request=" + clipped(text));
    } catch (IOException e) {
      throw new BadRequest("not readable: request=" + clipped(text));
    }
  }

  private static Map<String, Value> object(JsonReader in) throws IOException, BadRequest {
    Map<String, Value> values = new LinkedHashMap<>();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      if (values.put(name, value(in)) != null) {
        throw new BadRequest("a field must be given once: field=" + clipped(name));
      }
    }
    in.endObject();
    return values;
  }

  private static Value value(JsonReader in) throws IOException {
    JsonToken kind = in.peek();
    return switch (kind) {
      case NUMBER, STRING -> new Value(kind, in.nextString());
      case BOOLEAN -> new Value(kind, Boolean.toString(in.nextBoolean()));
      case BEGIN_ARRAY -> skipped(in, kind, "[...]");
      case BEGIN_OBJECT -> skipped(in, kind, "{...}");
      default -> skipped(in, kind, "null");
    };
  }

  private static Value skipped(JsonReader in, JsonToken kind, String shown) throws IOException {
    in.skipValue();
    return new Value(kind, shown);
  }

  /// The name of the query.
  String query() throws BadRequest {
    Value value = values.get("query");
    if (value == null) {
      throw new BadRequest("a request must have a field query: known=" + QueryJson.KNOWN);
    }
    if (value.kind() != JsonToken.STRING) {
      throw new BadRequest("query must be a text: query=" + value.shown());
    }
    return value.text();
  }

  void requireOnly(String query, Set<String> known) throws BadRequest {
    for (Map.Entry<String, Value> field : values.entrySet()) {
      String name = field.getKey();
      if (!name.equals("query") && !known.contains(name)) {
        throw new BadRequest(
            "unknown field of query "
                + query
                + (known.isEmpty() ? "" : ", known are " + String.join(", ", known))
                + ": "
                + clipped(name)
                + "="
                + field.getValue().shown());
      }
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /// A whole number from `min` to `max`.
  long whole(String name, long min, long max) throws BadRequest {
    Value value = values.get(name);
    if (value == null) {
      throw new BadRequest(name + " must be given: query=" + query());
    }
    String shown = ": " + name + "=" + value.shown();
    if (value.kind() != JsonToken.NUMBER || !WHOLE.matcher(value.text()).matches()) {
      throw new BadRequest(name + " must be a whole number" + shown);
    }
    BigInteger number = new BigInteger(beginning(value.text(), MAX_DIGITS));
    if (number.compareTo(BigInteger.valueOf(min)) < 0) {
      throw new BadRequest(name + " must be >= " + min + shown);
    }
    if (number.compareTo(BigInteger.valueOf(max)) > 0) {
      throw new BadRequest(name + " must be <= " + max + shown);
    }
    return number.longValueExact();
  }

  private static String utf8(byte[] frame) throws BadRequest {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame)).toString();
    } catch (CharacterCodingException e) {
      throw new BadRequest("a request must be UTF-8 text: bytes=" + frame.length);
    }
  }

  static String clipped(String text) {
    return text.length() <= SHOWN_CHARS ? text : beginning(text, SHOWN_CHARS) + "...";
  }

  private static String beginning(String text, int chars) {
    return text.substring(0, Math.min(chars, text.length()));
  }
}
