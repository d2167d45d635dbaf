package io.framegauge.pipeline.plugin;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The one constructor of a plugin's class.
///
/// @param type the plugin's class
/// @param constructor its one public constructor, or the only one it has
/// @param spec what the module says about the plugin
record PluginConstructor(Class<?> type, Constructor<?> constructor, PluginSpec spec) {

  /// Empty, with a problem at `class_name`, if the class cannot be a plugin.
  static Optional<PluginConstructor> of(Class<?> type, PluginSpec spec) {
    String wrong = wrongWith(type);
    if (wrong.isEmpty()) {
      Constructor<?> only = candidates(type).getFirst();
      only.setAccessible(true);
      return Optional.of(new PluginConstructor(type, only, spec));
    }
    spec.section().problem("class_name", wrong + ": class=" + shown(type));
    return Optional.empty();
  }

  /// Calls the constructor with the `kwargs`; empty, with problems, if they do not fit or it
  /// throws.
  Optional<Plugin> call() {
    return Arguments.of(constructor, spec.kwargs()).flatMap(this::call);
  }

  private Optional<Plugin> call(Object[] arguments) {
    String wrong;
    try {
      return Optional.of((Plugin) constructor.newInstance(arguments));
    } catch (InvocationTargetException threw) {
      wrong = threw(type, threw);
    } catch (ExceptionInInitializerError threw) {
      wrong = threw(type, threw);
    } catch (InstantiationException | IllegalAccessException refused) {
      wrong = "cannot be constructed: " + refused;
    }
    spec.section().problem("class_name", wrong);
    return Optional.empty();
  }

  /// Says what a constructor threw, and where in the user's file.
  static String threw(Class<?> type, Throwable wrapper) {
    Throwable cause = wrapper.getCause() == null ? wrapper : wrapper.getCause();
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    String place =
        Arrays.stream(cause.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith(type.getName()))
            .findFirst()
            .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
            .orElse("");
    return shown(type) + " threw " + cause.getClass().getSimpleName() + message + place;
  }

  private static String wrongWith(Class<?> type) {
    if (!Plugin.class.isAssignableFrom(type)) {
      return "must implement " + Plugin.class.getName();
    }
    if (type.isEnum() || Modifier.isAbstract(type.getModifiers())) {
      return "must be a class that is not abstract";
    }
    if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
      return "must be static or stand outside its class";
    }
    List<Constructor<?>> constructors = candidates(type);
    if (constructors.size() != 1) {
      return "must have exactly one public constructor, found " + constructors.size();
    }
    boolean named =
        Arrays.stream(constructors.getFirst().getParameters()).allMatch(Parameter::isNamePresent);
    return named ? "" : "must be compiled with -parameters, its kwargs have no names";
  }

  /// The public constructors, or the only one there is.
  private static List<Constructor<?>> candidates(Class<?> type) {
    Constructor<?>[] open = type.getConstructors();
    Constructor<?>[] all = type.getDeclaredConstructors();
    return List.of(open.length == 0 && all.length == 1 ? all : open);
  }

  private static String shown(Class<?> type) {
    return type.getCanonicalName() == null ? type.getName() : type.getCanonicalName();
  }
}
