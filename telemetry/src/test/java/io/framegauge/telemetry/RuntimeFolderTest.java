package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeFolderTest {
  @TempDir private Path folder;

  private RuntimeFolder runtime(Map<String, String> environment) {
    return new RuntimeFolder(environment, folder.resolve("users"), folder.resolve("tmp"));
  }

  private Path made(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  private static String mode(Path folder) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }

  private static String ownFolder() {
    return "framegauge-" + RuntimeFolder.encoded(System.getProperty("user.name"));
  }

  @Test
  void shouldTakeTheUsersRuntimeDirectory() throws IOException {
    Path chosen = made("chosen");
    Path file = runtime(Map.of("XDG_RUNTIME_DIR", chosen.toString())).fileOf("city");
    assertThat(file).isEqualTo(chosen.resolve("framegauge/city.telemetry"));
    assertThat(mode(file.resolveSibling("."))).isEqualTo("rwx------");
  }

  @Test
  void shouldTakeTheSystemsRuntimeDirectoryOfTheUserElse() throws IOException {
    Object user = Files.getAttribute(folder, "unix:uid");
    Path own = Files.createDirectories(folder.resolve("users/" + user));
    assertThat(runtime(Map.of("XDG_RUNTIME_DIR", "")).fileOf("city"))
        .isEqualTo(own.resolve("framegauge/city.telemetry"));
    assertThat(runtime(Map.of("XDG_RUNTIME_DIR", "relative")).fileOf("city"))
        .isEqualTo(own.resolve("framegauge/city.telemetry"));
    assertThat(runtime(Map.of("XDG_RUNTIME_DIR", folder + "/no")).fileOf("city"))
        .isEqualTo(own.resolve("framegauge/city.telemetry"));
  }

  @Test
  void shouldTakeAFolderOfItsOwnForTemporaryFilesElse() throws IOException {
    Path temporary = made("tmp");
    Path file = runtime(Map.of()).fileOf("city");
    assertThat(file).isEqualTo(temporary.resolve(ownFolder() + "/city.telemetry"));
    assertThat(mode(file.resolveSibling("."))).isEqualTo("rwx------");
  }

  @Test
  void shouldNotUseAFolderThatOthersCanReadOrThatIsALink() throws IOException {
    Path temporary = made("tmp");
    Path own = Files.createDirectory(temporary.resolve(ownFolder()));
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> runtime(Map.of()).fileOf("city"))
        .isInstanceOf(IOException.class)
        .hasMessage("must be a folder of this user with mode 0700: " + own);
    Files.delete(own);
    Files.createSymbolicLink(own, made("elsewhere"));
    assertThatThrownBy(() -> runtime(Map.of()).fileOf("city"))
        .isInstanceOf(IOException.class)
        .hasMessage("must be a folder of this user with mode 0700: " + own);
  }

  @Test
  void shouldTellThatThereIsNoFolder() {
    assertThatThrownBy(() -> runtime(Map.of()).fileOf("city")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "city-traffic, city-traffic",
    "'a b/c', 'a%20b%2Fc'",
    "'../../etc/passwd', '%2E.%2F..%2Fetc%2Fpasswd'",
    "'.hidden', '%2Ehidden'",
    "'ä', '%C3%A4'",
    "'100%', '100%25'",
    "'', '%'",
    "'a.b_c-D9', 'a.b_c-D9'"
  })
  void shouldNameAFileAfterAPipeline(String name, String encoded) {
    assertThat(RuntimeFolder.encoded(name)).isEqualTo(encoded);
  }

  @Test
  void shouldKeepLongNamesApartAndShort() {
    String first = RuntimeFolder.encoded("ä".repeat(200) + "1");
    String second = RuntimeFolder.encoded("ä".repeat(200) + "2");
    assertThat(first).hasSizeLessThan(200).isNotEqualTo(second);
    assertThat(first).isEqualTo(RuntimeFolder.encoded("ä".repeat(200) + "1"));
  }
}
