package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.config.ConfigTree;
import io.framegauge.config.ModuleFile;
import io.framegauge.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSettingTest {
  private static ConfigTree tree(String yaml, Map<String, String> environment) {
    return ModuleFile.parse("m.yml", yaml, List.of(), environment);
  }

  private static TelemetryConfig read(ConfigTree tree) {
    TelemetryConfig config = TelemetryConfig.read(tree.root().section("telemetry"));
    tree.root().finish();
    return config;
  }

  private static List<String> problems(String yaml, Map<String, String> environment) {
    ConfigTree tree = tree(yaml, environment);
    read(tree);
    return tree.problems().list().stream().map(Problem::toString).toList();
  }

  @Test
  void shouldKeepValuesInAFileByNameUnlessToldOtherwise() {
    assertThat(file("{}", Map.of())).isEqualTo(new FileSetting.ByName());
    assertThat(file("{file: null}", Map.of())).isEqualTo(new FileSetting.ByName());
    assertThat(file("{file: false}", Map.of())).isEqualTo(new FileSetting.Off());
    String environment = "{file: '${oc.env:TELEMETRY_FILE, null}'}";
    assertThat(file(environment, Map.of())).isEqualTo(new FileSetting.ByName());
    assertThat(file(environment, Map.of("TELEMETRY_FILE", ""))).isEqualTo(new FileSetting.ByName());
    assertThat(file(environment, Map.of("TELEMETRY_FILE", "false")))
        .isEqualTo(new FileSetting.Off());
    assertThat(file(environment, Map.of("TELEMETRY_FILE", "/run/x")))
        .isEqualTo(new FileSetting.At(Path.of("/run/x")));
  }

  private static FileSetting file(String telemetry, Map<String, String> environment) {
    ConfigTree tree = tree("telemetry: " + telemetry + "\n", environment);
    FileSetting file = read(tree).file();
    assertThat(tree.problems().list()).isEmpty();
    return file;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | must be the path of a file, null or false: file=",
        "/ | must be the path of a file, null or false: file=/",
        "true | expected text (found true)",
        "5 | expected text (found 5)",
        "[a] | expected text (found a list)"
      })
  void shouldRefuseAFileThatIsNoPath(String value, String problem) {
    String yaml = value == null || value.isEmpty() ? "''" : value;
    assertThat(problems("telemetry:\n  file: " + yaml + "\n", Map.of()))
        .containsExactly("m.yml:2:9: telemetry.file: " + problem);
  }
}
