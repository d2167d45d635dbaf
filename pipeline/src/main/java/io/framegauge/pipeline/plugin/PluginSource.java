package io.framegauge.pipeline.plugin;

import io.framegauge.config.Problem;
import io.framegauge.config.Section;
import io.framegauge.config.Suggestion;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds classes of plugins in source files.
final class PluginSource {
  private static final Logger LOG = LoggerFactory.getLogger(PluginSource.class);
  private static final Pattern WITHOUT_NAME = Pattern.compile("\\$\\d");

  private final Optional<ClassCache> cache;
  private final Optional<JavaCompiler> compiler;

  /// @param cache where compiled classes are kept; empty: nowhere
  PluginSource(Optional<ClassCache> cache, Optional<JavaCompiler> compiler) {
    this.cache = cache;
    this.compiler = compiler;
  }

  Optional<Class<?>> find(PluginSpec spec, Path file) {
    return text(spec, file)
        .flatMap(text -> classes(spec, file, text))
        .flatMap(classes -> named(spec, file, classes));
  }

  private static Optional<String> text(PluginSpec spec, Path file) {
    String wrong;
    try {
      if (!file.toString().endsWith(".java")) {
        wrong = "must be a .java file: source=" + file;
      } else if (Files.isRegularFile(file)) {
        String text = Files.readString(file);
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
      } else {
        wrong = Files.exists(file) ? "not a file: " + file : "no such file: " + file;
      }
    } catch (CharacterCodingException notUtf8) {
      wrong = "not UTF-8 text: " + file;
    } catch (IOException unreadable) {
      wrong = "cannot be read: " + file + " (" + unreadable + ")";
    }
    spec.section().problem("source", wrong);
    return Optional.empty();
  }

  private Optional<ClassFiles> classes(PluginSpec spec, Path file, String text) {
    if (cache.isEmpty()) {
      return compiled(spec, file, text);
    }
    String key = CacheKey.of(file, text);
    Optional<ClassFiles> cached = cache.get().find(key);
    if (cached.isPresent()) {
      return cached;
    }
    Optional<ClassFiles> compiled = compiled(spec, file, text);
    compiled.ifPresent(classes -> cache.get().keep(key, classes));
    return compiled;
  }

  private Optional<ClassFiles> compiled(PluginSpec spec, Path file, String text) {
    if (compiler.isEmpty()) {
      spec.section()
          .problem(
              "source",
              "a JDK is needed to compile it, this Java has no compiler: java.home="
                  + System.getProperty("java.home"));
      return Optional.empty();
    }
    return switch (SourceCompiler.compile(compiler.get(), file, text)) {
      case SourceCompiler.Done(ClassFiles classes, List<String> warnings) -> {
        warnings.forEach(LOG::warn);
        yield Optional.of(classes);
      }
      case SourceCompiler.Refused(List<String> errors) -> {
        refuse(spec.section(), errors);
        yield Optional.empty();
      }
    };
  }

  private static void refuse(Section section, List<String> errors) {
    String count = errors.size() == 1 ? "1 error" : errors.size() + " errors";
    section
        .problems()
        .add(
            new Problem(
                section.positionOf("source"),
                section.pathOf("source"),
                "does not compile, " + count,
                errors.stream().flatMap(String::lines).toList()));
  }

  private static Optional<Class<?>> named(PluginSpec spec, Path file, ClassFiles classes) {
    Set<String> names = classes.byName().keySet();
    Optional<String> name =
        names.stream()
            .filter(binary -> isNamed(binary, spec.className()))
            .min(Comparator.comparingInt(String::length));
    if (name.isEmpty()) {
      List<String> declared =
          names.stream().filter(binary -> !WITHOUT_NAME.matcher(binary).find()).toList();
      spec.section().problem("class_name", unknown(spec.className(), file, declared));
      return Optional.empty();
    }
    PluginClassLoader loader = new PluginClassLoader(classes, PluginLoader.class.getClassLoader());
    try {
      return Optional.of(Class.forName(name.get(), false, loader));
    } catch (ClassNotFoundException impossible) {
      throw new NoClassDefFoundError(name.get());
    }
  }

  /// Whether a class is meant by its binary name or by the end of its canonical name.
  private static boolean isNamed(String binary, String wanted) {
    return binary.equals(wanted) || ("." + canonical(binary)).endsWith("." + wanted);
  }

  private static String unknown(String className, Path file, List<String> declared) {
    if (declared.isEmpty()) {
      return "no class %s: %s declares no class".formatted(className, file);
    }
    List<String> shown = declared.stream().map(PluginSource::canonical).toList();
    return "no class %s in %s, which declares %s%s"
        .formatted(
            className,
            file,
            String.join(", ", shown),
            Suggestion.didYouMean(className, declared.stream().map(PluginSource::simple).toList()));
  }

  private static String canonical(String binary) {
    return binary.replace('$', '.');
  }

  private static String simple(String binary) {
    String canonical = canonical(binary);
    return canonical.substring(canonical.lastIndexOf('.') + 1);
  }
}
