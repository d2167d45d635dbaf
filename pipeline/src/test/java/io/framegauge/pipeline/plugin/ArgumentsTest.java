package io.framegauge.pipeline.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {
  @TempDir private Path folder;
  private PluginLoader loader;

  @BeforeEach
  void create() {
    loader = new PluginLoader(folder.resolve("cache"));
  }

  /// What a plugin with this constructor parameters shows of its arguments, or the problems.
  private String bound(String parameters, String kwargs) throws IOException {
    Loading.write(
        folder.resolve("Bound.java"),
        """
        import io.framegauge.pipeline.plugin.*;
        import java.util.*;
        record Bound(%s) implements Plugin {
          enum Mode { COUNT, MEAN_VALUE }
          record Zone(String name, int left, Optional<Double> weight) {
            Zone {
              if (left < 0) throw new IllegalArgumentException("must be >= 0: left=" + left);
            }
          }
          public void frame(Frame frame) {}
        }
        """
            .formatted(parameters));
    String yaml = "class_name: Bound\nsource: Bound.java\nkwargs:\n" + kwargs.indent(2);
    return Loading.of(loader, folder, yaml).shown();
  }

  @Test
  void shouldBindEveryKindOfArgument() throws IOException {
    assertThat(
            bound(
                "String s, int i, Long l, double d, boolean b, List<String> texts,"
                    + " Map<String, String> map, java.nio.file.Path path, Mode mode, Zone zone,"
                    + " List<Zone> zones, Optional<Integer> some, Optional<Zone> none",
                """
                s: person
                i: -5
                l: 5000000000
                d: 2
                b: true
                texts: [a, "1"]
                map: {k: v}
                path: a/b
                mode: Mean_Value
                zone: {name: left, left: 3}
                zones: [{name: z, left: 1, weight: 0.5}]
                some: 4
                none: null
                """))
        .isEqualTo(
            "Bound[s=person, i=-5, l=5000000000, d=2.0, b=true, texts=[a, 1], map={k=v}, path=a/b,"
                + " mode=MEAN_VALUE, zone=Zone[name=left, left=3, weight=Optional.empty],"
                + " zones=[Zone[name=z, left=1, weight=Optional[0.5]]], some=Optional[4],"
                + " none=Optional.empty]");
  }

  @Test
  void shouldTellAllThatIsMissingMistypedOrUnknown() throws IOException {
    assertThat(
            bound(
                "String label, int limit, Mode mode, List<String> texts, Zone zone, boolean on",
                """
                lable: person
                limit: many
                mode: coun
                texts: [1]
                zone: {name: a, letf: 3}
                """))
        .isEqualTo(
            """
            m.yml:4:3: kwargs.label: missing key: label (text)
            m.yml:4:3: kwargs.on: missing key: on (true or false)
            m.yml:4:3: kwargs.lable: unknown key. Did you mean "label"?
            m.yml:5:10: kwargs.limit: expected a whole number from -2147483648 to 2147483647\
             (found "many")
            m.yml:6:9: kwargs.mode: expected one of count, mean_value (found "coun").\
             Did you mean "count"?
            m.yml:7:10: kwargs.texts: expected a list of texts
            m.yml:8:9: kwargs.zone.left: missing key: left (a whole number)
            m.yml:8:19: kwargs.zone.letf: unknown key. Did you mean "left"?\
            """);
  }

  @Test
  void shouldTellWhatARecordRefuses() throws IOException {
    assertThat(bound("Zone zone", "zone: {name: a, left: -1}"))
        .isEqualTo(
            "m.yml:4:9: kwargs.zone: Bound.Zone threw IllegalArgumentException: must be >= 0:"
                + " left=-1 (Bound.java:7)");
    assertThat(bound("Optional<Zone> zone", "zone: 5"))
        .isEqualTo("m.yml:4:9: kwargs.zone: expected a map (found 5)");
    assertThat(bound("List<Zone> zones", "zones: [5]"))
        .isEqualTo("m.yml:4:11: kwargs.zones[0]: expected a map (found 5)");
    assertThat(bound("List<Zone> zones", "zones: 5"))
        .isEqualTo("m.yml:4:10: kwargs.zones: expected a list (found 5)");
  }

  @Test
  void shouldRefuseParametersThatNoConfigurationCanGive() throws IOException {
    assertThat(bound("Thread thread, List<Integer> numbers", "thread: main"))
        .isEqualTo(
            """
            m.yml:4:3: kwargs.numbers: the configuration cannot give a parameter of this type:\
             java.util.List<java.lang.Integer> numbers
            m.yml:4:11: kwargs.thread: the configuration cannot give a parameter of this type:\
             java.lang.Thread thread\
            """);
  }

  @Test
  void shouldRefuseKwargsThatAreNoMapOnce() throws IOException {
    Loading.write(
        folder.resolve("Bound.java"),
        """
        import io.framegauge.pipeline.plugin.*;
        record Bound(String label) implements Plugin {
          public void frame(Frame frame) {}
        }
        """);

    assertThat(
            Loading.of(loader, folder, "{class_name: Bound, source: Bound.java, kwargs: 5}")
                .shown())
        .isEqualTo("m.yml:1:49: kwargs: expected a map (found 5)");
    assertThat(Loading.of(loader, folder, "{class_name: Bound, source: Bound.java}").shown())
        .isEqualTo("m.yml:1:1: kwargs.label: missing key: label (text)");
  }
}
