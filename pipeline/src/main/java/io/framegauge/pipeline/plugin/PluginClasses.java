package io.framegauge.pipeline.plugin;

import io.framegauge.config.Suggestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The plugins that a class loader offers, by their full names or the ends of them. Where such an
/// end is that of several classes, the one is meant that is listed as `java.util.ServiceLoader`
/// wants providers to be listed.
///
/// The lists are read here, because a `ServiceLoader` refuses a class without a constructor that
/// has no parameters, and the parameters are a plugin's `kwargs`.
///
/// @param listed full names
/// @param held full names of the classes that are there, as far as they are known
record PluginClasses(ClassLoader loader, List<String> listed, List<String> held) {
  static final String LIST = "META-INF/services/" + Plugin.class.getName();

  /// @param lists the files called [#LIST] that count
  static PluginClasses of(ClassLoader loader, Enumeration<URL> lists, List<String> held)
      throws IOException {
    Set<String> names = new LinkedHashSet<>();
    while (lists.hasMoreElements()) {
      names.addAll(read(lists.nextElement()));
    }
    return new PluginClasses(loader, List.copyOf(names), held);
  }

  private static List<String> read(URL list) throws IOException {
    URLConnection connection = list.openConnection();
    connection.setUseCaches(false); // a jar that is replaced later would be read as it was
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(name -> !name.isEmpty())
          .toList();
    }
  }

  /// The class of a name; empty when there is none, or more than one.
  Optional<Class<?>> find(String wanted) {
    Optional<Class<?>> named = load(wanted);
    List<String> meant = meantBy(wanted);
    return named.isPresent() || meant.size() != 1 ? named : load(meant.getFirst());
  }

  private Optional<Class<?>> load(String name) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException missing) {
      return Optional.empty();
    }
  }

  private List<String> meantBy(String wanted) {
    List<String> meant = endingIn(listed, wanted);
    return meant.isEmpty() ? endingIn(held, wanted) : meant;
  }

  private static List<String> endingIn(List<String> names, String wanted) {
    return names.stream().filter(name -> ("." + canonical(name)).endsWith("." + wanted)).toList();
  }

  /// What to say behind the place where a class was not found.
  String hint(String wanted) {
    List<String> meant = meantBy(wanted);
    if (!meant.isEmpty()) {
      String those = String.join(", ", meant);
      return meant.size() == 1
          ? ", which lists " + those + " but does not hold it"
          : ", which has several: " + those;
    }
    String known = Suggestion.didYouMean(wanted, names());
    return listed.isEmpty() ? known : ", which lists " + String.join(", ", listed) + known;
  }

  private List<String> names() {
    return (listed.isEmpty() ? held : listed).stream().map(PluginClasses::simple).toList();
  }

  private static String canonical(String name) {
    return name.replace('$', '.');
  }

  private static String simple(String name) {
    String canonical = canonical(name);
    return canonical.substring(canonical.lastIndexOf('.') + 1);
  }
}
