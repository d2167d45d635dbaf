package io.framegauge.pipeline.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassCacheTest {
  private static final String NAMED = "{class_name: Hello, source: Hello.java}";

  @TempDir private Path folder;
  private Path cache;

  @BeforeEach
  void writePlugin() throws IOException {
    cache = folder.resolve("not/yet/there");
    source("hello");
  }

  private void source(String word) throws IOException {
    Loading.write(
        folder.resolve("Hello.java"),
        """
        import io.framegauge.pipeline.plugin.*;
        public class Hello implements Plugin {
          public void frame(Frame frame) {}
          @Override public String toString() { return "%s"; }
        }
        """
            .formatted(word));
  }

  private String compiled() {
    return Loading.of(new PluginLoader(cache), folder, NAMED).shown();
  }

  private String withoutCompiler() {
    return Loading.of(new PluginLoader(cache, Optional.empty()), folder, NAMED).shown();
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }

  @Test
  void shouldNotCompileTheSecondTime() throws IOException {
    assertThat(withoutCompiler())
        .isEqualTo(
            "m.yml:1:29: source: a JDK is needed to compile it, this Java has no compiler:"
                + " java.home="
                + System.getProperty("java.home"));
    assertThat(compiled()).isEqualTo("hello");

    assertThat(withoutCompiler()).isEqualTo("hello");
    assertThat(entries()).hasSize(1);
  }

  @Test
  void shouldCompileWhatHasChanged() throws IOException {
    assertThat(compiled()).isEqualTo("hello");
    source("goodbye");

    assertThat(withoutCompiler()).contains("a JDK is needed");
    assertThat(compiled()).isEqualTo("goodbye");
    source("hello");
    assertThat(withoutCompiler()).isEqualTo("hello");
  }

  @Test
  void shouldCompileAgainWhatIsDamaged() throws IOException {
    assertThat(compiled()).isEqualTo("hello");
    byte[] whole = Files.readAllBytes(entries().getFirst());

    for (int damage : List.of(0, 10, 40, whole.length - 1)) {
      byte[] flipped = whole.clone();
      flipped[damage] ^= 1;
      Files.write(entries().getFirst(), flipped);
      assertThat(withoutCompiler()).contains("a JDK is needed");
      Files.write(entries().getFirst(), java.util.Arrays.copyOf(whole, damage));
      assertThat(withoutCompiler()).contains("a JDK is needed");
    }
    assertThat(compiled()).isEqualTo("hello");
    assertThat(Files.readAllBytes(entries().getFirst())).isEqualTo(whole);
  }

  @Test
  void shouldGoOnWithoutAFolder() throws IOException {
    cache = folder.resolve("Hello.java");

    assertThat(compiled()).isEqualTo("hello");
  }

  @Test
  void shouldServeManyAtOnce() throws Exception {
    Callable<String> start = this::compiled;
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      List<Future<String>> starts =
          executor.invokeAll(IntStream.range(0, 8).mapToObj(i -> start).toList());
      for (Future<String> one : starts) {
        assertThat(one.get()).isEqualTo("hello");
      }
    }
    assertThat(entries().stream().map(Path::toString).collect(Collectors.joining()))
        .endsWith(".classes")
        .doesNotContain(".tmp");
    assertThat(entries()).hasSize(1);
  }
}
