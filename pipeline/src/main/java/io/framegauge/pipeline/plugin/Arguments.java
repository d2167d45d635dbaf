package io.framegauge.pipeline.plugin;

import io.framegauge.config.MapNode;
import io.framegauge.config.Section;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Binds keys of the configuration to the parameters of a constructor by their names, and the maps
/// in them to records. Whatever does not fit becomes a problem; all of them are told.
final class Arguments {

  private Arguments() {}

  /// A parameter of a constructor.
  private record Place(String name, Type type) {}

  /// The arguments of a plugin's constructor in order; empty, with problems, if they do not fit.
  static Optional<Object[]> of(Constructor<?> constructor, Section kwargs) {
    return values(
        Arrays.stream(constructor.getParameters())
            .map((Parameter p) -> new Place(p.getName(), p.getParameterizedType())),
        kwargs);
  }

  /// A record from the map at a key; empty, with problems, if it does not fit.
  static Optional<Object> recordAt(Class<?> type, Section from, String key) {
    Section map = from.section(key); // tells if it is none
    if (!(from.node(key).orElse(null) instanceof MapNode)) {
      return Optional.empty();
    }
    return construct(type, from, key, map);
  }

  /// Records from the list of maps at a key; empty, with problems, if one does not fit.
  static Optional<Object> recordsAt(Class<?> type, Section from, String key) {
    List<Object> records = new ArrayList<>();
    List<Section> maps = from.sections(key);
    maps.forEach(map -> construct(type, from, key, map).ifPresent(records::add));
    return records.size() == maps.size() ? Optional.of(List.copyOf(records)) : Optional.empty();
  }

  private static Optional<Object> construct(
      Class<?> type, Section from, String key, Section components) {
    RecordComponent[] declared = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return values(
            Arrays.stream(declared).map(c -> new Place(c.getName(), c.getGenericType())),
            components)
        .flatMap(arguments -> {
          try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(arguments));
          } catch (InvocationTargetException threw) {
            from.problem(key, PluginConstructor.threw(type, threw));
          } catch (ReflectiveOperationException refused) {
            from.problem(key, "cannot be constructed: " + refused);
          }
          return Optional.empty();
        });
  }

  private static Optional<Object[]> values(Stream<Place> places, Section from) {
    List<Optional<?>> values = new ArrayList<>();
    places.forEach(place -> values.add(value(place, from)));
    return values.stream().allMatch(Optional::isPresent)
        ? Optional.of(values.stream().map(Optional::orElseThrow).toArray())
        : Optional.empty();
  }

  private static Optional<?> value(Place place, Section from) {
    String name = place.name();
    Optional<ArgumentType> known = ArgumentType.of(place.type());
    if (known.isEmpty()) {
      from.skip(name);
      from.problem(
          name,
          "the configuration cannot give a parameter of this type: %s %s"
              .formatted(place.type().getTypeName(), name));
      return Optional.empty();
    }
    ArgumentType type = known.get();
    boolean readable =
        !type.required()
            || from.require(name, "missing key: %s (%s)".formatted(name, type.words()));
    return readable ? type.reading().read(from, name) : Optional.empty();
  }
}
