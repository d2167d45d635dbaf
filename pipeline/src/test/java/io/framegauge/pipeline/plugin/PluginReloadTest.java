package io.framegauge.pipeline.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.config.ConfigTree;
import io.framegauge.config.ModuleFile;
import io.framegauge.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginReloadTest {
  @TempDir private Path folder;

  private void source(String text) throws IOException {
    Loading.write(folder.resolve("Hello.java"), text);
  }

  private String reloaded(PluginLoader loader, PluginSpec spec) {
    return switch (loader.reload(spec)) {
      case PluginLoader.Reload.Ready(Plugin plugin) -> plugin.toString();
      case PluginLoader.Reload.Refused(List<Problem> problems) ->
          problems.stream()
              .map(problem -> problem.toString().replace(folder + "/", ""))
              .collect(Collectors.joining("\n"));
    };
  }

  @Test
  void shouldLoadAgainWhatTheSourceIsNowAndTellWhatIsWrongEachTime() throws IOException {
    PluginLoader loader = new PluginLoader(folder.resolve("cache"));
    String text =
        """
        public class Hello implements io.framegauge.pipeline.plugin.Plugin {
          public Hello(%s) { %s }
          public void frame(io.framegauge.pipeline.plugin.Frame frame) {}
          public String toString() { return %s; }
        }
        """;
    ConfigTree tree =
        ModuleFile.parse(
            "m.yml",
            "{class_name: Hello, source: Hello.java, kwargs: {word: hi}}",
            List.of(),
            Map.of());
    PluginSpec spec = Loading.spec(tree.root(), folder);
    source(text.formatted("String word", "", "\"first\""));
    assertThat(loader.load(spec)).hasToString("Optional[first]");

    for (int i = 0; i < 2; i++) {
      source(text.formatted("String word", "", "\"other\""));
      assertThat(reloaded(loader, spec)).isEqualTo("other");
      source(text.formatted("String word", "", "worse"));
      assertThat(reloaded(loader, spec))
          .startsWith("m.yml:1:29: source: does not compile, 1 error\nHello.java:4:37: error:");
      source(text.formatted("String text", "", "\"text\""));
      assertThat(reloaded(loader, spec))
          .isEqualTo(
              "m.yml:1:49: kwargs.text: missing key: text (text)\n"
                  + "m.yml:1:50: kwargs.word: unknown key");
      source(text.formatted("String word", "throw new IllegalStateException(word);", "\"\""));
      assertThat(reloaded(loader, spec))
          .isEqualTo(
              "m.yml:1:14: class_name: Hello threw IllegalStateException: hi (Hello.java:2)");
      Files.delete(folder.resolve("Hello.java"));
      assertThat(reloaded(loader, spec)).isEqualTo("m.yml:1:29: source: no such file: Hello.java");
    }
    assertThat(tree.problems().list()).isEmpty();
  }
}
