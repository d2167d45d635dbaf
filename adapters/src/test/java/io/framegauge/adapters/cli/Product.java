package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// The installed product, started as a user starts it: `./framegauge` as a process.
///
/// Its ports are its own, and its telemetry file is in the folder of the start; compiled plugins
/// and GStreamer's registry are kept in a folder of the tests.
final class Product implements AutoCloseable {
  /// The root of the repository; tests run in the module's folder.
  static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  static final Path VIDEO = HOME.resolve(".framegauge/videos/vtest.avi");
  static final int VIDEO_FRAMES = 795;

  /// How long the first start may take, which builds the product if its sources are newer.
  private static final Duration BUILD_PATIENCE = Duration.ofMinutes(10);

  /// Whether soaks and full counts are asked for.
  static final boolean LONG = Boolean.getBoolean("framegauge.long");

  private static final Path CACHE = HOME.resolve("adapters/target/product-cache");

  private final Child child;
  private final Ports ports;

  private static boolean built;

  private Product(Child child, Ports ports) {
    this.child = child;
    this.ports = ports;
  }

  /// Builds the product and prepares its starts, as the first one does.
  static synchronized void build() {
    if (!built) {
      List<String> command = List.of(HOME.resolve("framegauge").toString(), "setup");
      try (Child child = Child.start(HOME.resolve("adapters/target"), Map.of(), command)) {
        assertThat(child.exitCode(BUILD_PATIENCE)).as("%s", child).isZero();
      }
      built = true;
    }
  }

  /// How a start differs from a plain one.
  ///
  /// @param folder where it is started, and where its output is kept
  /// @param before a command that starts it, such as `setpriv` with options
  record Start(Path folder, Ports ports, Map<String, String> environment, List<String> before) {
    Start(Path folder, Ports ports) {
      this(folder, ports, Map.of(), List.of());
    }

    /// A start that compiles less, for runs that are over before that would pay.
    static Start in(Path folder) {
      return new Start(folder, Ports.free())
          .with("FRAMEGAUGE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    }

    Start with(String variable, String value) {
      Map<String, String> more = new HashMap<>(environment);
      more.put(variable, value);
      return new Start(folder, ports, Map.copyOf(more), before);
    }

    Start with(Ports other) {
      return new Start(folder, other, environment, before);
    }

    Start behind(List<String> command) {
      return new Start(folder, ports, environment, command);
    }

    /// Writes a file into the folder of the start.
    Start withFile(String name, String text) {
      try {
        Files.writeString(folder.resolve(name), text);
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// Starts `./framegauge` with arguments.
    Product run(String... arguments) {
      build();
      List<String> command = new ArrayList<>(before);
      command.add(HOME.resolve("framegauge").toString());
      command.addAll(List.of(arguments));
      Map<String, String> variables = new HashMap<>(ports.environment());
      variables.put("XDG_CACHE_HOME", CACHE.toString());
      variables.put("XDG_RUNTIME_DIR", folder.toString());
      variables.put("FRAMEGAUGE_NO_INSTALL", "1");
      variables.putAll(environment);
      return new Product(Child.start(folder, variables, command), ports);
    }

    /// Runs `./framegauge` to its end, and closes it.
    Done toEnd(String... arguments) {
      try (Product product = run(arguments)) {
        return product.done();
      }
    }
  }

  /// A run that is over.
  ///
  /// @param left process ids of what it left running
  record Done(int exitCode, String out, String err, List<Long> left) {
    /// The lines on standard error, if it was refused with an exit code and nothing was started.
    List<String> refusedWith(int code) {
      assertThat(exitCode).as("exit code of %s", this).isEqualTo(code);
      assertThat(left).as("processes left").isEmpty();
      assertThat(out).as("standard output").isEmpty();
      assertThat(err).doesNotContain("metrics: http", "\tat ");
      return err.lines().toList();
    }
  }

  Ports ports() {
    return ports;
  }

  Child process() {
    return child;
  }

  /// Waits for the end.
  Done done() {
    int code = child.exitCode();
    return new Done(code, child.out(), child.err(), child.left());
  }

  /// The state that `/status` tells.
  String state() {
    return Web.json(ports.page("/status")).get("state").getAsString();
  }

  /// Waits until the HTTP server answers, and says where the servers are.
  Ports awaitServing() {
    await(
        "the HTTP server answers",
        Child.PATIENCE,
        () -> Web.status(ports.page("/status")).isPresent());
    return ports;
  }

  /// Waits for a state, such as `ended`.
  void awaitState(String state, Duration atMost) {
    awaitServing();
    await("its state is " + state, atMost, () -> state().equals(state));
  }

  private void await(String what, Duration atMost, BooleanSupplier condition) {
    Await.until(what, atMost, () -> !child.isAlive() || condition.getAsBoolean(), child::toString);
    if (!child.isAlive()) {
      throw new AssertionError("ended before " + what + ": " + child);
    }
  }

  Samples scrape() {
    return Samples.scrape(ports);
  }

  @Override
  public void close() {
    child.close();
  }

  @Override
  public String toString() {
    return child.toString();
  }
}
