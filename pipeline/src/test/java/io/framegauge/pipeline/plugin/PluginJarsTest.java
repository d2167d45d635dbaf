package io.framegauge.pipeline.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plugins that are compiled and packed by others.
class PluginJarsTest {
  private static final String COUNTER =
      """
      package acme;
      import io.framegauge.pipeline.plugin.*;
      public class Counter implements Plugin {
        public static int made;
        private final String label;
        public Counter(String label, int limit) { this.label = label + limit + " " + ++made; }
        public void frame(Frame frame) {}
        @Override public String toString() { return label; }
        public static class Inner extends Counter {
          public Inner() { super("inner", 0); }
        }
      }
      """;
  private static final String PLAIN =
      """
      package acme;
      import io.framegauge.pipeline.plugin.*;
      public class Plain implements Plugin {
        public void frame(Frame frame) {}
        @Override public String toString() { return "plain, counters " + Counter.made; }
      }
      """;

  @TempDir private Path folder;
  private PluginLoader loader;

  @BeforeEach
  void create() {
    loader = new PluginLoader(folder.resolve("cache"));
  }

  private String loaded(String yaml) {
    return Loading.of(loader, folder, yaml).shown();
  }

  /// Compiles sources of the package `acme` and packs them with a list of plugins.
  private void jar(String name, List<String> listed, String... sources) throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-parameters", "-d", classes.toString()));
    arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    for (String source : sources) {
      String type = source.replaceFirst("(?s).*?public class (\\w+).*", "$1");
      Path file = Files.createDirectories(classes.resolve("src" + type)).resolve(type + ".java");
      Files.writeString(file, source);
      arguments.add(file.toString());
    }
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    pack(folder.resolve(name), classes, listed);
  }

  private static void pack(Path jar, Path classes, List<String> listed) throws IOException {
    Files.createDirectories(jar.resolveSibling(""));
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
      }
      if (!listed.isEmpty()) {
        out.putNextEntry(new JarEntry("META-INF/services/io.framegauge.pipeline.plugin.Plugin"));
        out.write(String.join("\n", listed).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void shouldFindListedClassesByTheEndOfTheirNamesAndBindKwargs() throws IOException {
    jar("a.jar", List.of("# ours", "acme.Counter # counts", "", "acme.Counter$Inner"), COUNTER);

    assertThat(loaded("{class_name: Counter, jar: a.jar, kwargs: {label: x, limit: 3}}"))
        .isEqualTo("x3 1");
    assertThat(loaded("{class_name: acme.Counter, jar: a.jar, kwargs: {label: y, limit: 3}}"))
        .isEqualTo("y3 2");
    assertThat(loaded("{class_name: Inner, jar: a.jar}")).isEqualTo("inner0 3");
    assertThat(loaded("{class_name: Counter, jar: a.jar, kwargs: {label: 5, limt: 3}}"))
        .isEqualTo(
            """
            m.yml:1:43: kwargs.limit: missing key: limit (a whole number)
            m.yml:1:51: kwargs.label: expected text (found 5)
            m.yml:1:54: kwargs.limt: unknown key. Did you mean "limit"?\
            """);
  }

  @Test
  void shouldFindClassesThatAreNotListed() throws IOException {
    jar("a.jar", List.of(), COUNTER, PLAIN);

    assertThat(loaded("{class_name: acme.Plain, jar: a.jar}")).isEqualTo("plain, counters 0");
    assertThat(loaded("{class_name: Plain, jar: a.jar}")).isEqualTo("plain, counters 0");
    assertThat(loaded("{class_name: Plian, jar: a.jar}"))
        .isEqualTo("m.yml:1:14: class_name: no class Plian in a.jar. Did you mean \"Plain\"?");
    assertThat(loaded("{class_name: b.Plain, jar: a.jar}"))
        .isEqualTo("m.yml:1:14: class_name: no class b.Plain in a.jar. Did you mean \"Plain\"?");
  }

  @Test
  void shouldGiveClassesOfAFolderOfJarsOneLoader() throws IOException {
    jar("jars/a.jar", List.of("acme.Counter"), COUNTER);
    jar("jars/b.jar", List.of("acme.Plain"), COUNTER, PLAIN);

    assertThat(loaded("{class_name: Counter, jar: jars, kwargs: {label: x, limit: 3}}"))
        .isEqualTo("x3 1");
    assertThat(loaded("{class_name: Plain, jar: jars}")).isEqualTo("plain, counters 1");
    assertThat(loaded("{class_name: Plain, jar: jars/b.jar}")).isEqualTo("plain, counters 0");
  }

  @Test
  void shouldTellWhatAJarOffersInstead() throws IOException {
    jar("a.jar", List.of("acme.Counter", "acme.Gone", "b.Two", "c.Two"), COUNTER);

    assertThat(loaded("{class_name: Countr, jar: a.jar}"))
        .isEqualTo(
            "m.yml:1:14: class_name: no class Countr in a.jar, which lists acme.Counter,"
                + " acme.Gone, b.Two, c.Two. Did you mean \"Counter\"?");
    assertThat(loaded("{class_name: Gone, jar: a.jar}"))
        .isEqualTo(
            "m.yml:1:14: class_name: no class Gone in a.jar, which lists acme.Gone but does not"
                + " hold it");
    assertThat(loaded("{class_name: Two, jar: a.jar}"))
        .isEqualTo(
            "m.yml:1:14: class_name: no class Two in a.jar, which has several: b.Two, c.Two");
  }

  @Test
  void shouldTellWhatIsNoJar() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    Files.writeString(folder.resolve("text.jar"), "no jar");

    assertThat(loaded("{class_name: A, jar: a.jar, kwargs: {a: 1}}"))
        .isEqualTo("m.yml:1:22: jar: no such file: a.jar");
    assertThat(loaded("{class_name: A, jar: empty}"))
        .isEqualTo("m.yml:1:22: jar: no .jar in the folder: empty");
    assertThat(loaded("{class_name: A, jar: text.jar}"))
        .startsWith("m.yml:1:22: jar: not a jar: text.jar (");
  }

  @Test
  void shouldNameTheJarOfAClassThatCannotBeLoaded() throws IOException {
    String plain =
        """
        package acme;
        public class Plain extends Counter {
          public Plain() { super("", 0); }
        }
        """;
    jar("both.jar", List.of(), COUNTER, plain);
    Path half = Files.createTempDirectory(folder, "half");
    Path packed = Files.createDirectories(half.resolve("acme")).resolve("Plain.class");
    try (ZipFile both = new ZipFile(folder.resolve("both.jar").toFile())) {
      Files.copy(both.getInputStream(both.getEntry("acme/Plain.class")), packed);
    }
    pack(folder.resolve("half.jar"), half, List.of());

    assertThat(loaded("{class_name: acme.Plain, jar: half.jar}"))
        .isEqualTo(
            "m.yml:1:14: class_name: cannot be loaded from half.jar:"
                + " java.lang.NoClassDefFoundError: acme/Counter");
  }
}
