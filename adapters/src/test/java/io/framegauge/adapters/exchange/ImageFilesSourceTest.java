package io.framegauge.adapters.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.config.Section;
import io.framegauge.pipeline.port.FrameSource;
import io.framegauge.pipeline.port.IncomingFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFilesSourceTest {
  private static final byte[] SMALL = Pictures.jpeg(8, 6);
  private static final byte[] LARGE = Pictures.png(80, 60);

  @TempDir private Path folder;
  private final Stage stage = new Stage();
  private final Taken taken = new Taken();

  @AfterEach
  void close() {
    stage.close();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private Section properties(String location, String more) {
    return Stage.properties("{location: '" + folder.resolve(location) + "'" + more + "}");
  }

  private void send(String location, String more) throws Exception {
    try (FrameSource source = ImageFilesSource.read(properties(location, more)).orElseThrow()) {
      source.open(stage.context());
      source.run(taken);
    }
  }

  private List<byte[]> sent() {
    return taken.frames.stream().map(IncomingFrame::bytes).toList();
  }

  @Test
  void shouldSendThePicturesOfAFolderByNameAtTheTimesOfTheRate() throws Exception {
    write("b.PNG", LARGE);
    write("a.jpeg", SMALL);
    write("c.jpg", SMALL);
    write(".hidden.jpg", LARGE);
    write("notes.txt", "not sent".getBytes(UTF_8));
    Files.createDirectory(folder.resolve("folder.jpg"));

    send(".", ", source_id: camera, framerate: 30000/1001");

    assertThat(sent()).containsExactly(SMALL, LARGE, SMALL);
    assertThat(taken.frames)
        .extracting(IncomingFrame::ptsNanos)
        .containsExactly(0L, 33_366_666L, 66_733_333L);
    assertThat(taken.frames.getFirst().durationNanos()).isEqualTo(33_366_666L);
    String rate = ", framerate=(fraction)30000/1001";
    assertThat(taken.told)
        .containsExactly(
            "format image/jpeg, width=(int)8, height=(int)6" + rate,
            "source camera",
            "format image/png, width=(int)80, height=(int)60" + rate,
            "format image/jpeg, width=(int)8, height=(int)6" + rate,
            "end");
    assertThat(stage.count("image_files_read")).isEqualTo(3);
  }

  @Test
  void shouldSendThemByTimeWhereThatIsWanted() throws Exception {
    write("a.jpg", SMALL);
    write("b.png", LARGE);
    Files.setLastModifiedTime(folder.resolve("a.jpg"), FileTime.fromMillis(2_000));
    Files.setLastModifiedTime(folder.resolve("b.png"), FileTime.fromMillis(1_000));

    send("", ", sort_by_time: true, framerate: 25");

    assertThat(sent()).containsExactly(LARGE, SMALL);
  }

  @Test
  void shouldSendWhatAPatternNamesWhateverItIsCalled() throws Exception {
    write("left-1", SMALL);
    write("left-2", LARGE);
    write("right-1", LARGE);

    send("left-*", "");

    assertThat(sent()).containsExactly(SMALL, LARGE);
  }

  @Test
  void shouldLeaveOutAndCountWhatIsNoPictureAndGoOn() throws Exception {
    write("a.jpg", SMALL);
    write("b.jpg", "no picture".getBytes(UTF_8));
    write("c.jpg", java.util.Arrays.copyOf(SMALL, SMALL.length - 2));
    write("d.png", LARGE);
    write("e.png", LARGE);
    FrameSource source = ImageFilesSource.read(properties("", "")).orElseThrow();
    source.open(stage.context());
    Files.delete(folder.resolve("d.png"));

    source.run(taken);

    assertThat(sent()).containsExactly(SMALL, LARGE);
    assertThat(taken.frames.getLast().ptsNanos()).isEqualTo(33_333_333);
    assertThat(stage.count("image_files_skipped", "no_picture")).isEqualTo(1);
    assertThat(stage.count("image_files_skipped", "cut_off")).isEqualTo(1);
    assertThat(stage.count("image_files_skipped", "unreadable")).isEqualTo(1);
    assertThat(stage.count("image_files_skipped", "too_large")).isZero();
  }

  @Test
  void shouldFailWhereNoPictureIsLeft() throws IOException {
    write("a.jpg", SMALL);
    FrameSource source = ImageFilesSource.read(properties("", "")).orElseThrow();
    source.open(stage.context());
    Files.delete(folder.resolve("a.jpg"));

    assertThatThrownBy(() -> source.run(taken))
        .hasMessage("no picture could be read any more: location=" + folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nope        |    | location: no such file or folder: location=FOLDER/nope
          empty       |    | location: no file in the folder is named .jpg, .jpeg or .png: location=FOLDER/empty
          texts       |    | location: none of 2 files is a JPEG or PNG picture: location=FOLDER/texts
          texts/a.jpg |    | location: the file is no JPEG or PNG picture: location=FOLDER/texts/a.jpg
          texts/*.png |    | location: no file has a name like that: location=FOLDER/texts/*.png
          nope/*.png  |    | location: no such folder: location=FOLDER/nope/*.png
          good.jpg    | 0  | framerate: must be frames a second, such as 30 or 30000/1001: framerate=0
          good.jpg    | -1 | framerate: must be frames a second, such as 30 or 30000/1001: framerate=-1
          """)
  void shouldSayAtTheStartWhatIsWrong(String location, String rate, String told)
      throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    Files.createDirectory(folder.resolve("texts"));
    write("texts/a.jpg", "a".getBytes(UTF_8));
    write("texts/b.jpg", "b".getBytes(UTF_8));
    write("good.jpg", SMALL);
    Section properties = properties(location, rate == null ? "" : ", framerate: " + rate);

    assertThat(ImageFilesSource.read(properties)).isEmpty();

    assertThat(properties.problems().list())
        .extracting(problem -> problem.toString().replaceFirst("^test.yml:\\d+:\\d+: ", ""))
        .containsExactly(told.replace("FOLDER", folder.toString()));
  }
}
