package io.framegauge.adapters.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A host of the test's own: a network namespace, with a cable to this one that can be cut and a
/// firewall that loses packets. Needs the rights to make one.
final class OtherHost implements AutoCloseable {
  /// Another one for each process of tests.
  private static final String SUBNET = "10.213." + ProcessHandle.current().pid() % 256 + ".";

  private final Path folder;
  private final String name;

  private OtherHost(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /// @param folder for output of commands
  static OtherHost open(Path folder) {
    OtherHost host = new OtherHost(folder, "fg" + ProcessHandle.current().pid());
    host.run("netns", "add", host.name);
    host.run(
        "link", "add", host.cable(), "type", "veth", "peer", "name", "far", "netns", host.name);
    host.run("addr", "add", SUBNET + "1/30", "dev", host.cable());
    host.run("-n", host.name, "addr", "add", SUBNET + "2/30", "dev", "far");
    host.run("-n", host.name, "link", "set", "lo", "up");
    host.connect();
    return host;
  }

  private String cable() {
    return name + "c";
  }

  private void run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Child.outputOf(folder, Map.of(), command);
  }

  private String firewall(String... arguments) {
    List<String> command = new ArrayList<>(before());
    command.add("iptables");
    command.addAll(List.of(arguments));
    return Child.outputOf(folder, Map.of(), command);
  }

  /// Its address as seen from here.
  String address() {
    return SUBNET + "2";
  }

  /// Our address as seen from there.
  String ourAddress() {
    return SUBNET + "1";
  }

  /// What has to stand before a command that runs there.
  List<String> before() {
    return List.of("ip", "netns", "exec", name);
  }

  /// From now on no packet arrives, and nobody is told.
  void cut() {
    run("-n", name, "link", "set", "far", "down");
  }

  /// From now on a share of the packets is lost, at random and in both directions.
  void lose(double share) {
    for (String direction : List.of("INPUT", "OUTPUT")) {
      firewall(
          "-A",
          direction,
          "-m",
          "statistic",
          "--mode",
          "random",
          "--probability",
          Double.toString(share),
          "-j",
          "DROP");
    }
  }

  /// From now on packets arrive there, but none comes from there.
  void mute() {
    firewall("-A", "OUTPUT", "-j", "DROP");
  }

  /// From now on packets come from there, but none arrives there.
  void deafen() {
    firewall("-A", "INPUT", "-j", "DROP");
  }

  /// All packets arrive again.
  ///
  /// @return how many were lost
  long heal() {
    long lost =
        firewall("-nvxL")
            .lines()
            .filter(line -> line.contains(" DROP "))
            .mapToLong(line -> Long.parseLong(line.strip().split(" +", 2)[0]))
            .sum();
    firewall("-F");
    return lost;
  }

  void connect() {
    run("link", "set", cable(), "up");
    run("-n", name, "link", "set", "far", "up");
  }

  @Override
  public void close() {
    run("netns", "del", name);
  }
}
