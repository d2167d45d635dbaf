package io.framegauge.adapters;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the arrows between packages, and each library to the one package that speaks to it.
class ArchitectureTest {
  private static final String BASE = "io.framegauge.";

  /// For the composition root.
  private static final String EVERYTHING = ".";

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.framegauge");

  /// What each package may use. A new package needs a line of its own.
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          arrows("config"),
          arrows("telemetry.record"),
          arrows("telemetry.counter", "telemetry.record"),
          arrows("telemetry.history", "telemetry.record"),
          arrows("telemetry.metrics", "telemetry.counter", "telemetry.record"),
          arrows(
              "telemetry.prometheus",
              "telemetry.counter",
              "telemetry.history",
              "telemetry.metrics",
              "telemetry.record"),
          arrows("telemetry.zeromq", "telemetry.history", "telemetry.record"),
          arrows(
              "telemetry",
              "config",
              "telemetry.counter",
              "telemetry.history",
              "telemetry.metrics",
              "telemetry.prometheus",
              "telemetry.record",
              "telemetry.zeromq"),
          arrows("pipeline.gst", "telemetry.counter"),
          arrows("pipeline.port", "config", "telemetry.metrics"),
          arrows("pipeline.plugin", "config", "telemetry.history", "telemetry.metrics"),
          arrows(
              "pipeline.probe",
              "pipeline.gst",
              "pipeline.plugin",
              "pipeline.port",
              "telemetry.counter",
              "telemetry.metrics"),
          arrows(
              "pipeline",
              "config",
              "pipeline.gst",
              "pipeline.plugin",
              "pipeline.port",
              "pipeline.probe",
              "telemetry",
              "telemetry.counter",
              "telemetry.metrics",
              "telemetry.record"),
          arrows("adapters.top", "telemetry.record"),
          arrows("adapters.transport", "telemetry.zeromq"),
          arrows(
              "adapters.buffer",
              "adapters.transport",
              "config",
              "telemetry",
              "telemetry.counter",
              "telemetry.metrics",
              "telemetry.record",
              "telemetry.zeromq"),
          arrows(
              "adapters.exchange",
              "adapters.transport",
              "config",
              "pipeline.port",
              "telemetry.metrics",
              "telemetry.zeromq"),
          arrows("adapters.cli", EVERYTHING));

  private static Map.Entry<String, Set<String>> arrows(String from, String... to) {
    return Map.entry(from, Set.of(to));
  }

  private static String[] full(Stream<String> packages) {
    return packages.map(name -> BASE + name).toArray(String[]::new);
  }

  private static Stream<String> packages() {
    return ARROWS.keySet().stream().sorted();
  }

  @Test
  void shouldKnowEveryPackage() {
    Set<String> found = PRODUCT.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

    assertThat(found).containsExactlyInAnyOrder(full(packages()));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void shouldUseOnlyThePackagesThatItsArrowsPointTo(String from) {
    String[] allowed =
        full(Stream.concat(Stream.of(from), requireNonNull(ARROWS.get(from)).stream()));

    classes()
        .that(resideInAPackage(BASE + from))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(not(resideInAPackage("io.framegauge.."))))
        .check(PRODUCT);
  }

  @Test
  void shouldHaveNoCycles() {
    slices().matching("io.framegauge.(**)").should().beFreeOfCycles().check(PRODUCT);
  }

  @ParameterizedTest
  @CsvSource({"telemetry.record", "telemetry.counter", "telemetry.history"})
  void shouldNeedNothingBeyondTheJdk(String name) {
    classes()
        .that(resideInAPackage(BASE + name))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("io.framegauge..", "java..", "org.jspecify.."))
        .check(PRODUCT);
  }

  @ParameterizedTest
  @CsvSource({
    "com.google.gson.., config telemetry.prometheus telemetry.zeromq adapters.exchange",
    "com.google.protobuf.., adapters.transport",
    "com.sun.jna.., pipeline.gst",
    "com.sun.net.httpserver.., telemetry.prometheus",
    "ch.qos.logback.., adapters.cli",
    "io.prometheus.., telemetry.prometheus",
    "java.lang.foreign.., telemetry.counter telemetry.history pipeline.gst pipeline.plugin"
        + " pipeline.probe",
    "org.freedesktop.., pipeline pipeline.gst adapters.cli",
    "org.h2.., adapters.buffer",
    "org.jline.., adapters.top",
    "org.snakeyaml.., config",
    "org.zeromq.., telemetry.zeromq adapters.transport",
    "picocli.., adapters.cli",
    "zmq.., telemetry.zeromq"
  })
  void shouldLeaveALibraryToThePackagesThatSpeakToIt(String library, String speakers) {
    String[] allowed = full(Arrays.stream(speakers.split(" ")));

    noClasses()
        .that(not(resideInAnyPackage(allowed)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(PRODUCT);
  }

  @ParameterizedTest
  @CsvSource({
    "java.lang.foreign.Linker",
    "java.lang.foreign.SymbolLookup",
    "java.lang.foreign.FunctionDescriptor"
  })
  void shouldCallNativeCodeInOnePackage(String type) {
    noClasses()
        .that(not(resideInAPackage(BASE + "pipeline.gst")))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(type)
        .check(PRODUCT);
  }
}
