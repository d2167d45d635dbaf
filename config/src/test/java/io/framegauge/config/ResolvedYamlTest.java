package io.framegauge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResolvedYamlTest {

  @Test
  void shouldShowValuesTheirVariablesAndWhatIsMissing() {
    String yaml =
        """
        name: ${oc.env:NAME}
        port: ${oc.decode:${oc.env:PORT, 8080}}
        labels: ${json:${oc.env:LABELS}}
        empty: {}
        none: []
        nothing:
        sink: {properties: {sync: false, "odd key": "8080"}}
        elements:
          - {element: queue, uri: "${oc.env:SOURCE_URI}"}
          - [1, 2.5]
          - text
        """;
    ConfigTree tree = Reading.tree(yaml, Map.of("NAME", "a: b", "LABELS", "{\"k\": \"v\"}"));
    assertThat(tree.resolvedYaml())
        .isEqualTo(
            """
            name: "a: b"  # from the environment variable NAME
            port: 8080
            labels:  # from the environment variable LABELS
              k: v  # from the environment variable LABELS
            empty: {}
            none: []
            nothing: null
            sink:
              properties:
                sync: false
                "odd key": "8080"
            elements:
              - element: queue
                uri: "${oc.env:SOURCE_URI}"  # the environment variable SOURCE_URI is not set and has no default
              -
                - 1
                - 2.5
              - text
            """);
    assertThat(Reading.lines(tree)).isEmpty();
    assertThat(Reading.tree("").resolvedYaml()).isEqualTo("{}\n");
  }

  @Test
  void shouldHideSecrets() {
    String yaml =
        """
        db_password: abc
        tokens: {a: 1, b: [x], c: null}
        uri: ${oc.env:CAMERA_SECRET}
        camera: rtsp://user:pass@host:554/stream
        """;
    assertThat(Reading.tree(yaml, Map.of("CAMERA_SECRET", "hush")).resolvedYaml())
        .isEqualTo(
            """
            db_password: "***"
            tokens:
              a: "***"
              b:
                - "***"
              c: null
            uri: "***"  # from the environment variable CAMERA_SECRET
            camera: "rtsp://user:***@host:554/stream"
            """);
  }

  @Test
  void shouldGiveTheSameValuesWhenReadAgain() {
    String yaml =
        """
        a: ["null", "true", "12", "0x1F", "~", "", "- x", "a: b", "# c", "<<", "'q'", "\\"d\\""]
        b: ["\\\\", "tab\\t", "line\\nbreak", "é😀", "\\u202E", "\\0", " space ", "*alias", "&anchor", "08"]
        c: [1, 0x1F, -5, 1.5, 1e30, 1e-9, .inf, -.inf, .nan, true, null, 99999999999999999999]
        d: ${oc.env:X}
        e: ${oc.env:Y}
        "k: v": 1
        "null": 2
        "": 3
        """;
    ConfigTree first = Reading.tree(yaml, Map.of("X", "${oc.env:Y}", "Y", "\\${x} \\\\${y}"));
    ConfigTree second = Reading.tree(first.resolvedYaml());
    assertThat(Reading.lines(second)).isEmpty();
    assertThat(second.root().keys()).isEqualTo(first.root().keys());
    for (String key : first.root().keys()) {
      assertThat(second.root().node(key).map(Reading::shown))
          .isEqualTo(first.root().node(key).map(Reading::shown));
    }
    assertThat(first.root().keys()).hasSize(8);
  }
}
