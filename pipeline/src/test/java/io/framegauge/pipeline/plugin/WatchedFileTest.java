package io.framegauge.pipeline.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.ofEpochSecond(1_700_000_000));

  @TempDir private Path folder;
  private Path file;
  private WatchedFile watched;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("A.java"), "one");
    Files.setLastModifiedTime(file, LONG_AGO);
    watched = new WatchedFile(file);
  }

  @Test
  void shouldTellASavingOnceWhenTheFileRests() throws IOException {
    assertThat(watched.saved()).isFalse();

    Files.writeString(file, "tw");
    assertThat(watched.saved()).isFalse();
    Files.writeString(file, "two");
    assertThat(watched.saved()).isFalse();

    assertThat(watched.saved()).isTrue();
    assertThat(watched.saved()).isFalse();
  }

  @Test
  void shouldTellAFileThatIsPutInItsPlaceWithTheSameSizeAndTime() throws IOException {
    Path other = Files.writeString(folder.resolve("A.java~"), "two");
    Files.setLastModifiedTime(other, LONG_AGO);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(watched.saved()).isFalse();
    assertThat(watched.saved()).isTrue();
    assertThat(watched.saved()).isFalse();
  }

  @Test
  void shouldTellAContentThatAFileSystemWithACoarseClockHides() throws IOException {
    FileTime now = FileTime.from(Instant.now());
    Files.setLastModifiedTime(file, now);
    watched = new WatchedFile(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, now);

    assertThat(watched.saved()).isTrue();
  }

  @Test
  void shouldNotTellTheSameContent() throws IOException {
    Files.writeString(file, "one");

    assertThat(watched.saved()).isFalse();
    assertThat(watched.saved()).isFalse();
  }

  @Test
  void shouldTellThatTheFileHasGoneAndComeBack() throws IOException {
    Files.delete(file);
    assertThat(watched.saved()).isFalse();
    assertThat(watched.saved()).isTrue();
    assertThat(watched.saved()).isFalse();

    Files.writeString(file, "one");
    assertThat(watched.saved()).isFalse();
    assertThat(watched.saved()).isTrue();
  }
}
