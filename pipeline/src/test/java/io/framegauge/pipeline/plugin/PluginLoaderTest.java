package io.framegauge.pipeline.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLoaderTest {
  private static final String NAMED = "{class_name: Hello, source: Hello.java}";

  @TempDir private Path folder;
  private PluginLoader loader;

  @BeforeEach
  void create() {
    loader = new PluginLoader(folder.resolve("cache"));
  }

  private void source(String text) throws IOException {
    Loading.write(folder.resolve("Hello.java"), text);
  }

  private String loaded(String yaml) {
    return Loading.of(loader, folder, yaml).shown();
  }

  @Test
  void shouldCompileOneFileWithItsOwnSmallerClasses() throws IOException {
    source(
        """
        import io.framegauge.pipeline.plugin.*;
        class Hello implements Plugin {
          record Word(String text) {}
          public void frame(Frame frame) {}
          @Override public String toString() { return new Word(Greeting.TEXT).text(); }
        }
        class Greeting { static final String TEXT = "hello"; }
        """);

    assertThat(loaded(NAMED)).isEqualTo("hello");
  }

  @Test
  void shouldFindClassesBySimpleAndByQualifiedName() throws IOException {
    source(
        """
        package a.b;
        import io.framegauge.pipeline.plugin.*;
        public class Hello implements Plugin {
          public void frame(Frame frame) {}
          @Override public String toString() { return getClass().getName(); }
          public static class Inner extends Hello {}
        }
        """);

    assertThat(loaded(NAMED)).isEqualTo("a.b.Hello");
    assertThat(loaded("{class_name: a.b.Hello, source: Hello.java}")).isEqualTo("a.b.Hello");
    assertThat(loaded("{class_name: Inner, source: Hello.java}")).isEqualTo("a.b.Hello$Inner");
    assertThat(loaded("{class_name: Hello.Inner, source: Hello.java}"))
        .isEqualTo("a.b.Hello$Inner");
    assertThat(loaded("{class_name: c.Hello, source: Hello.java}"))
        .isEqualTo(
            "m.yml:1:14: class_name: no class c.Hello in Hello.java,"
                + " which declares a.b.Hello, a.b.Hello.Inner. Did you mean \"Hello\"?");
  }

  @Test
  void shouldGiveEachPluginClassesOfItsOwn() throws IOException {
    source(
        """
        import io.framegauge.pipeline.plugin.*;
        public class Hello implements Plugin {
          static int made;
          public Hello() { made++; }
          public void frame(Frame frame) {}
          @Override public String toString() { return "made " + made; }
        }
        """);

    assertThat(loaded(NAMED)).isEqualTo("made 1");
    assertThat(loaded(NAMED)).isEqualTo("made 1");
  }

  @Test
  void shouldPreferTheFileToAClassOfTheSameName() throws IOException {
    Loading.write(
        folder.resolve("OnError.java"),
        """
        package io.framegauge.pipeline.plugin;
        public class OnError implements Plugin {
          public void frame(Frame frame) {}
          @Override public String toString() { return "from the file"; }
        }
        """);

    assertThat(loaded("{class_name: OnError, source: OnError.java}")).isEqualTo("from the file");
  }

  @Test
  void shouldShowAllErrorsOfTheCompilerWithTheirPlaces() throws IOException {
    source(
        """
        import io.framegauge.pipeline.plugin.*;
        public class Hello implements Plugin {
          public void frame(Frame frame) {
        \tint wide = frame.widht();
            String text = 5;
          }
        }
        """);

    assertThat(loaded(NAMED))
        .isEqualTo(
            """
            m.yml:1:29: source: does not compile, 2 errors
            Hello.java:4:18: error: cannot find symbol
             int wide = frame.widht();
                             ^
              symbol:   method widht()
              location: variable frame of type io.framegauge.pipeline.plugin.Frame
            Hello.java:5:19: error: incompatible types: int cannot be converted to java.lang.String
                String text = 5;
                              ^\
            """);
  }

  @Test
  void shouldShowSyntaxErrorsAtTheEndOfTheFile() throws IOException {
    source("class Hello {");

    assertThat(loaded("{class_name: Hello, source: Hello.java, kwargs: {label: person}}"))
        .isEqualTo(
            """
            m.yml:1:29: source: does not compile, 1 error
            Hello.java:1:14: error: reached end of file while parsing
            class Hello {
                         ^\
            """);
  }

  @Test
  void shouldPointIntoLinesWhateverTheirEnds() throws IOException {
    source("\uFEFFclass Hello {\r\n  String \uD83D\uDE00;\r\n}\r\n");

    assertThat(loaded(NAMED))
        .isEqualTo(
            """
            m.yml:1:29: source: does not compile, 1 error
            Hello.java:2:10: error: illegal character: '\\ud83d\\ude00'
              String \uD83D\uDE00;
                     ^\
            """);
  }

  @Test
  void shouldTellThatASourceIsTooDeepForTheCompiler() throws IOException {
    source("class Hello { int i = " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + "; }");

    assertThat(loaded(NAMED))
        .startsWith(
            """
            m.yml:1:29: source: does not compile, 1 error
            Hello.java: error: the compiler failed
            """)
        .endsWith("java.lang.StackOverflowError");
  }

  @Test
  void shouldTellClassesThatTheFileDeclares() throws IOException {
    source("class Hello { Runnable r = new Runnable() { public void run() {} }; } class Word {}");

    assertThat(loaded("{class_name: Hallo, source: Hello.java}"))
        .isEqualTo(
            "m.yml:1:14: class_name: no class Hallo in Hello.java, which declares Hello, Word."
                + " Did you mean \"Hello\"?");
    source("// nothing");
    assertThat(loaded(NAMED))
        .isEqualTo("m.yml:1:14: class_name: no class Hello: Hello.java declares no class");
  }

  @Test
  void shouldTellFilesThatCannotBeRead() throws IOException {
    Files.createDirectory(folder.resolve("Folder.java"));
    Files.write(folder.resolve("Latin.java"), "// \u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(loaded("{class_name: A, source: A.java, kwargs: {a: 1}}"))
        .isEqualTo("m.yml:1:25: source: no such file: A.java");
    assertThat(loaded("{class_name: A, source: Folder.java}"))
        .isEqualTo("m.yml:1:25: source: not a file: Folder.java");
    assertThat(loaded("{class_name: A, source: Latin.java}"))
        .isEqualTo("m.yml:1:25: source: not UTF-8 text: Latin.java");
    assertThat(loaded("{class_name: A, source: A.kt}"))
        .isEqualTo("m.yml:1:25: source: must be a .java file: source=A.kt");
  }

  @Test
  void shouldRefuseClassesThatCannotBePlugins() throws IOException {
    source(
        """
        import io.framegauge.pipeline.plugin.*;
        class Hello {
          abstract class Bare implements Plugin {}
          class Inner implements Plugin { public void frame(Frame frame) {} }
          static class Two implements Plugin {
            public Two(int a) {}
            public Two(String a) {}
            public void frame(Frame frame) {}
          }
          static class Hidden implements Plugin {
            private final int limit;
            private Hidden() { limit = 7; }
            public void frame(Frame frame) {}
            @Override public String toString() { return "limit " + limit; }
          }
        }
        """);

    assertThat(loaded(NAMED))
        .isEqualTo(
            "m.yml:1:14: class_name: must implement io.framegauge.pipeline.plugin.Plugin:"
                + " class=Hello");
    assertThat(loaded("{class_name: Bare, source: Hello.java}"))
        .isEqualTo(
            "m.yml:1:14: class_name: must be a class that is not abstract: class=Hello.Bare");
    assertThat(loaded("{class_name: Inner, source: Hello.java}"))
        .isEqualTo(
            "m.yml:1:14: class_name: must be static or stand outside its class: class=Hello.Inner");
    assertThat(loaded("{class_name: Two, source: Hello.java}"))
        .isEqualTo(
            "m.yml:1:14: class_name: must have exactly one public constructor, found 2:"
                + " class=Hello.Two");
    assertThat(loaded("{class_name: Hidden, source: Hello.java}")).isEqualTo("limit 7");
  }

  @Test
  void shouldTellWhatAConstructorThrewAndWhere() throws IOException {
    source(
        """
        import io.framegauge.pipeline.plugin.*;
        public class Hello implements Plugin {
          public Hello() { throw new IllegalArgumentException("too early"); }
          public void frame(Frame frame) {}
        }
        class Broken implements Plugin {
          static final int LENGTH = new int[] {}[0];
          public void frame(Frame frame) {}
        }
        class Deep implements Plugin {
          Deep() { new Deep(); }
          public void frame(Frame frame) {}
        }
        """);

    assertThat(loaded(NAMED))
        .isEqualTo(
            "m.yml:1:14: class_name: Hello threw IllegalArgumentException: too early"
                + " (Hello.java:3)");
    assertThat(loaded("{class_name: Deep, source: Hello.java}"))
        .isEqualTo("m.yml:1:14: class_name: Deep threw StackOverflowError (Hello.java:11)");
    assertThat(loaded("{class_name: Broken, source: Hello.java}"))
        .isEqualTo(
            "m.yml:1:14: class_name: Broken threw ArrayIndexOutOfBoundsException:"
                + " Index 0 out of bounds for length 0 (Hello.java:7)");
  }

  @Test
  void shouldTakeClassesFromTheClassPath() {
    assertThat(loaded("{class_name: io.framegauge.pipeline.plugin.OnTheClassPath}"))
        .isEqualTo("on the class path");
    assertThat(loaded("{class_name: io.framegauge.OnTheClassPath, kwargs: {label: x}}"))
        .isEqualTo(
            "m.yml:1:14: class_name: no class io.framegauge.OnTheClassPath on the class path;"
                + " a class in a file needs \"source: OnTheClassPath.java\" beside it");
    assertThat(loaded("{class_name: java.lang.String}"))
        .isEqualTo(
            "m.yml:1:14: class_name: must implement io.framegauge.pipeline.plugin.Plugin:"
                + " class=java.lang.String");
    assertThat(loaded("{class_name: io/framegauge}"))
        .isEqualTo(
            "m.yml:1:14: class_name: no class io/framegauge on the class path; a class in a file"
                + " needs \"source: io/framegauge.java\" beside it");
  }
}
