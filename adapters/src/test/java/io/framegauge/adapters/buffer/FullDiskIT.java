package io.framegauge.adapters.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.adapters.cli.Child;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks that differ by a block each: on some of them, what fills them leaves not even the room in
/// which a removal could be written.
class FullDiskIT {
  private static final int LARGEST_KIB = 4096;
  private static final int BLOCK_KIB = 4;
  private static final int DISKS = 32;

  @TempDir private Path folder;

  @Test
  void shouldKeepMessagesAgainWhenAllHaveLeftAFullDisk() {
    List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-ec", script()));
    command.add(folder.toString()); // $0
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), FullDisks.class.getName()));
    for (int disk = 0; disk < DISKS; disk++) {
      command.add(folder.resolve("disk-" + disk).resolve("buffer").toString());
    }

    List<String> lines = Child.outputOf(folder, Map.of(), command).lines().toList();

    int full = 0;
    int fullAgain = 0;
    assertThat(lines).hasSize(DISKS);
    for (String line : lines) {
      String[] counts = line.split(" ", -1);
      assertThat(counts[0]).as("kept and out: %s", line).isEqualTo(counts[1]);
      assertThat(counts[3]).as("kept afterwards: %s", line).isEqualTo("1");
      assertThat(counts[5]).as("removed with room at the end: %s", line).isEqualTo("2");
      full += counts[2].equals("0") ? 0 : 1;
      fullAgain += counts[4].equals("0") ? 0 : 1;
    }
    assertThat(full).as("disks where removals failed: %s", lines).isPositive();
    assertThat(fullAgain).as("again: %s", lines).isPositive();
  }

  /// Mounts the disks, which end with the process that sees them.
  private static String script() {
    StringBuilder script = new StringBuilder();
    for (int disk = 0; disk < DISKS; disk++) {
      script.append(
          String.format(
              "mkdir \"$0/disk-%1$d\"; mount -t tmpfs -o size=%2$dk none \"$0/disk-%1$d\"; ",
              disk, LARGEST_KIB - disk * BLOCK_KIB));
    }
    return script.append("exec \"$@\"").toString();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
