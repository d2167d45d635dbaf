package io.framegauge.telemetry.history;

import io.framegauge.telemetry.ObservedRun;
import java.nio.file.Path;

/// The process of [FileUnderLoadTest] that reads a telemetry file as fast as it can, until the run
/// is over, and tells what it saw.
final class FileFollower {
  private FileFollower() {}

  public static void main(String[] arguments) {
    ObservedRun run = ObservedRun.open(Path.of(arguments[0]));
    Follower follower = new Follower();
    System.out.println("following");
    while (run.isLive()) {
      follower.follow(run.history());
    }
    follower.follow(run.history());
    follower.wrong().stream().limit(10).forEach(System.out::println);
    System.out.println(
        "%d %d %d %d"
            .formatted(follower.records(), follower.skipped(), follower.lastId(), follower.gaps()));
  }
}
