package io.framegauge.telemetry.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterFileTest {
  private static final Limits LIMITS = new Limits(4, 4, 2, 10);
  private static final long BYTES = LiveCounters.bytes(LIMITS, 0);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("city.telemetry");
  }

  private CounterFile create() throws IOException {
    return CounterFile.create(file(), BYTES);
  }

  /// Lays out a run and puts it in its place.
  private static RunIdentity publish(CounterFile file) throws IOException {
    RunIdentity identity = new RunIdentity("city", UUID.randomUUID().toString(), 1, 2, 3);
    LiveCounters.inFile(file, identity, RunSettings.UNKNOWN, LIMITS);
    file.publish();
    return identity;
  }

  private RunIdentity publishAndClose() throws IOException {
    try (CounterFile file = create()) {
      return publish(file);
    }
  }

  private static RunIdentity read(Path file) {
    return ObservedCounters.map(file).reader().identity();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void shouldBeThereOnlyWhenItIsPublished() throws IOException {
    try (CounterFile file = create()) {
      assertThat(file()).doesNotExist();
      RunIdentity run = publish(file);
      assertThat(read(file())).isEqualTo(run);
      assertThat(names()).containsExactly("city.telemetry", "city.telemetry.lock");
    }
    assertThat(names()).containsExactly("city.telemetry", "city.telemetry.lock");
  }

  @Test
  void shouldLeaveNothingWhenItIsNotPublished() throws IOException {
    RunIdentity run = publishAndClose();
    create().close();
    assertThat(names()).containsExactly("city.telemetry", "city.telemetry.lock");
    assertThat(read(file())).isEqualTo(run);
  }

  @Test
  void shouldBelongToItsUserAlone() throws IOException {
    publishAndClose();
    publishAndClose();
    for (String name : names()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void shouldHaveAllItsBlocks() throws Exception {
    publishAndClose();
    Process du = new ProcessBuilder("du", "-B1", file().toString()).start();
    String told = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(du.waitFor()).isZero();
    assertThat(Long.parseLong(told.split("\t", -1)[0])).isGreaterThanOrEqualTo(BYTES);
  }

  @Test
  void shouldKeepTheRunBeforeAndNoMore() throws IOException {
    publishAndClose();
    RunIdentity second = publishAndClose();
    RunIdentity third = publishAndClose();
    assertThat(read(file())).isEqualTo(third);
    assertThat(read(folder.resolve("city.telemetry.previous"))).isEqualTo(second);
    assertThat(names())
        .containsExactly("city.telemetry", "city.telemetry.lock", "city.telemetry.previous");
  }

  @Test
  void shouldReplaceWhatAKilledStartLeftBehind() throws IOException {
    Files.writeString(folder.resolve("city.telemetry.new"), "half");
    Files.writeString(folder.resolve("city.telemetry.lock"), "4711\n");
    RunIdentity run = publishAndClose();
    assertThat(read(file())).isEqualTo(run);
    assertThat(names()).containsExactly("city.telemetry", "city.telemetry.lock");
  }

  @Test
  void shouldNotFollowALinkInThePlaceOfItsTemporaryFile() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "precious");
    Files.createSymbolicLink(folder.resolve("city.telemetry.new"), other);
    publishAndClose();
    assertThat(other).hasContent("precious");
  }

  @Test
  void shouldRefuseWhatAnotherRunOfThisProcessHas() throws IOException {
    try (CounterFile first = create()) {
      RunIdentity run = publish(first);
      Path samePlace = folder.resolve("..").resolve(folder.getFileName()).resolve("city.telemetry");

      assertThatThrownBy(() -> CounterFile.create(samePlace, BYTES))
          .isInstanceOf(TelemetryFileException.class)
          .hasMessage(
              "telemetry file in use by this process: "
                  + file().toRealPath()
                  + ". Stop it, give this module another name, or choose another file with"
                  + " parameters.telemetry.file or TELEMETRY_FILE");
      assertThat(read(file())).isEqualTo(run);
    }
    publishAndClose();
  }

  @Test
  void shouldLeaveForeignFilesAlone() throws IOException {
    Files.writeString(file(), "precious");
    assertRefused("must be a telemetry file or not exist yet (what is there is left alone)");
    assertThat(file()).hasContent("precious");
    assertThat(names()).containsExactly("city.telemetry");
  }

  @Test
  void shouldLeaveAForeignFileInThePlaceOfTheRunBeforeAlone() throws IOException {
    RunIdentity run = publishAndClose();
    Path previous = Files.writeString(folder.resolve("city.telemetry.previous"), "precious");
    try (CounterFile file = create()) {
      assertThatThrownBy(() -> publish(file))
          .isInstanceOf(TelemetryFileException.class)
          .hasMessageEndingWith("file=" + previous.toRealPath());
    }
    assertThat(previous).hasContent("precious");
    assertThat(read(file())).isEqualTo(run);
  }

  @Test
  void shouldRefuseASymbolicLinkAndAFolder() throws IOException {
    Path target = folder.resolve("target.telemetry");
    publishAndClose();
    Files.move(file(), target);
    Files.createSymbolicLink(file(), target);
    assertRefused("must not be a symbolic link");
    assertThat(Files.isSymbolicLink(file())).isTrue();
    Files.delete(file());
    Files.createDirectory(file());
    assertRefused("must not be a folder or a device");
  }

  private void assertRefused(String rule) throws IOException {
    Path place = folder.toRealPath().resolve("city.telemetry");
    assertThatThrownBy(this::create)
        .isInstanceOf(TelemetryFileException.class)
        .hasMessage(rule + ": file=" + place);
  }

  @Test
  void shouldTellAFolderThatIsNotThere() {
    assertThatThrownBy(() -> CounterFile.create(folder.resolve("no/city.telemetry"), BYTES))
        .isInstanceOf(FileSystemException.class);
  }
}
