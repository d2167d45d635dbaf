package io.framegauge.pipeline.plugin;

import io.framegauge.config.ListNode;
import io.framegauge.config.Scalar;
import io.framegauge.config.ScalarNode;
import io.framegauge.config.Section;
import io.framegauge.config.Suggestion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How a parameter of a Java type is read from the configuration.
///
/// @param words what the value has to be, such as "a whole number"
/// @param required whether there has to be a value
/// @param reading gives the value, or adds a problem
record ArgumentType(String words, boolean required, Reading reading) {

  /// Gives the value of a key; empty, with a problem, if it does not fit.
  interface Reading {
    Optional<?> read(Section from, String key);
  }

  private static final ArgumentType WHOLE =
      required(
          "a whole number",
          (from, key) ->
              from.wholeNumber(key, Integer.MIN_VALUE, Integer.MAX_VALUE).map(Long::intValue));
  private static final ArgumentType LONG =
      required(
          "a whole number", (from, key) -> from.wholeNumber(key, Long.MIN_VALUE, Long.MAX_VALUE));
  private static final ArgumentType DECIMAL =
      required(
          "a number", (from, key) -> from.decimal(key, Double.NEGATIVE_INFINITY, Double.MAX_VALUE));
  private static final ArgumentType BOOL = required("true or false", Section::bool);

  private static final Map<Class<?>, ArgumentType> PLAIN =
      Map.ofEntries(
          Map.entry(String.class, required("text", Section::text)),
          Map.entry(Path.class, required("a path", ArgumentType::path)),
          Map.entry(int.class, WHOLE),
          Map.entry(Integer.class, WHOLE),
          Map.entry(long.class, LONG),
          Map.entry(Long.class, LONG),
          Map.entry(double.class, DECIMAL),
          Map.entry(Double.class, DECIMAL),
          Map.entry(boolean.class, BOOL),
          Map.entry(Boolean.class, BOOL));

  /// Empty for a type that the configuration cannot give.
  static Optional<ArgumentType> of(Type type) {
    return switch (type) {
      case Class<?> plain when PLAIN.containsKey(plain) -> Optional.ofNullable(PLAIN.get(plain));
      case Class<?> plain when plain.isEnum() -> Optional.of(constantOf(plain));
      case Class<?> plain when plain.isRecord() ->
          Optional.of(required("a map", (from, key) -> Arguments.recordAt(plain, from, key)));
      case ParameterizedType generic -> generic(generic);
      default -> Optional.empty();
    };
  }

  private static Optional<ArgumentType> generic(ParameterizedType type) {
    Type raw = type.getRawType();
    Type[] inner = type.getActualTypeArguments();
    if (raw == Optional.class) {
      return of(inner[0]).filter(ArgumentType::required).map(ArgumentType::optional);
    }
    if (raw == Map.class && inner[0] == String.class && inner[1] == String.class) {
      return Optional.of(required("a map of texts", Section::textMap));
    }
    if (raw == List.class && inner[0] == String.class) {
      return Optional.of(required("a list of texts", ArgumentType::texts));
    }
    if (raw == List.class && inner[0] instanceof Class<?> item && item.isRecord()) {
      return Optional.of(
          required("a list of maps", (from, key) -> Arguments.recordsAt(item, from, key)));
    }
    return Optional.empty();
  }

  private static ArgumentType required(String words, Reading reading) {
    return new ArgumentType(words, true, reading);
  }

  private ArgumentType optional() {
    return new ArgumentType(words, false, this::readIfPresent);
  }

  private Optional<?> readIfPresent(Section from, String key) {
    if (!from.has(key)) {
      return Optional.of(Optional.empty());
    }
    Optional<?> present = reading.read(from, key);
    return present.isPresent() ? Optional.of(present) : present;
  }

  private static ArgumentType constantOf(Class<?> type) {
    List<Enum<?>> constants =
        Arrays.stream(type.getEnumConstants()).<Enum<?>>map(c -> (Enum<?>) c).toList();
    List<String> names = constants.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    String words = "one of " + String.join(", ", names);
    return required(
        words,
        (from, key) ->
            from.text(key)
                .flatMap(text -> {
                  Optional<Enum<?>> found =
                      constants.stream().filter(c -> c.name().equalsIgnoreCase(text)).findFirst();
                  if (found.isEmpty()) {
                    from.problem(
                        key,
                        "expected %s (found \"%s\")%s"
                            .formatted(words, text, Suggestion.didYouMean(text, names)));
                  }
                  return found;
                }));
  }

  private static Optional<Path> path(Section from, String key) {
    return from.text(key)
        .flatMap(text -> {
          try {
            return Optional.of(Path.of(text));
          } catch (InvalidPathException invalid) {
            from.problem(key, "expected a path: " + invalid.getReason());
            return Optional.empty();
          }
        });
  }

  private static Optional<List<String>> texts(Section from, String key) {
    List<String> texts =
        from.node(key).orElse(null) instanceof ListNode list
            ? list.items().stream()
                .filter(ArgumentType::isText)
                .map(item -> ((ScalarNode) item).text())
                .toList()
            : List.of();
    boolean fits =
        from.node(key).orElse(null) instanceof ListNode list && texts.size() == list.items().size();
    if (!fits) {
      from.problem(key, "expected a list of texts");
    }
    return fits ? Optional.of(texts) : Optional.empty();
  }

  private static boolean isText(Object node) {
    return node instanceof ScalarNode scalar && scalar.value() instanceof Scalar.Text;
  }
}
