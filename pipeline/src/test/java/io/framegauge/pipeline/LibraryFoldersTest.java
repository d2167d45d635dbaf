package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFoldersTest {
  private static final Path SYSTEM = Path.of("/etc/ld.so.conf");

  @TempDir private Path folder;

  @Test
  void shouldNameTheFoldersOfTheLoadersConfigurationInItsOrder() throws IOException {
    Path own = Files.createDirectories(folder.resolve("own"));
    Path second = Files.createDirectories(folder.resolve("second"));
    Path third = Files.createDirectories(folder.resolve("third"));
    Files.createDirectories(folder.resolve("ld.so.conf.d"));
    write("ld.so.conf.d/b.conf", third + ", /nowhere/at/all");
    write("ld.so.conf.d/a.conf", "# first", second + " # behind");
    write("ld.so.conf.d/c.txt", "/usr");
    Path file = write("ld.so.conf", "include ld.so.conf.d/*.conf", "", own.toString());

    Set<String> folders = LibraryFolders.configured(file).orElseThrow();

    assertThat(folders)
        .filteredOn(found -> found.startsWith(folder.toString()))
        .containsExactly(second.toString(), third.toString(), own.toString());
    assertThat(folders).doesNotContain("/nowhere/at/all", "/usr").contains("/usr/lib");
  }

  /// Debian's folders of another processor may come first by their names, as i386 before x86_64.
  @Test
  void shouldNameTheFoldersOfThisProcessorFirst() throws IOException {
    String library = gstreamer();
    String own = library.substring(0, library.lastIndexOf('/'));
    Path other = Files.createDirectories(folder.resolve("other"));

    Set<String> folders =
        LibraryFolders.configured(write("ld.so.conf", other.toString(), own)).orElseThrow();

    assertThat(real(folders.iterator().next())).isEqualTo(real(own));
  }

  /// The file that the loader has chosen for this process.
  private static String gstreamer() throws IOException {
    GStreamer.init();
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains("/libgstreamer-1.0.so"))
        .map(line -> line.substring(line.indexOf('/')))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldLeaveToLdconfigWhatIsMoreThanAListOfFolders() throws IOException {
    for (String line : List.of("include /opt/*.conf", "hwcap 1 nosegneg", "/usr/lib=libc6")) {
      assertThat(LibraryFolders.configured(write("ld.so.conf", line))).isEmpty();
    }
    assertThat(LibraryFolders.configured(folder.resolve("none"))).isEqualTo(Optional.empty());
  }

  @Test
  void shouldKnowTheFoldersThatLdconfigKnows() throws IOException {
    Path ldconfig = Path.of("/sbin/ldconfig");
    Optional<Set<String>> folders = LibraryFolders.configured(SYSTEM);
    assumeTrue(folders.isPresent() && Files.isExecutable(ldconfig));

    Set<String> known =
        folders.get().stream().map(LibraryFoldersTest::real).collect(Collectors.toSet());
    assertThat(known).containsAll(asked(ldconfig));
  }

  /// Folders of libraries for any processor.
  private static List<String> asked(Path ldconfig) throws IOException {
    Process process = new ProcessBuilder(ldconfig.toString(), "-p").start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Arrays.stream(text.split("\n"))
        .filter(line -> line.contains(" => ") && !line.contains("/glibc-hwcaps/"))
        .map(line -> line.substring(line.indexOf(" => ") + 4, line.lastIndexOf('/')))
        .map(LibraryFoldersTest::real)
        .distinct()
        .toList();
  }

  private static String real(String path) {
    try {
      return Path.of(path).toRealPath().toString();
    } catch (IOException e) {
      return path;
    }
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }
}
