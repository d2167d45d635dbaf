package io.framegauge.adapters.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.adapters.transport.Frames;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetadataLineTest {
  @Test
  void shouldWriteNumbersThatJsonDoesNotHaveAsNull() throws Exception {
    assertThat(MetadataLine.of(Leaving.at(0), Optional.empty(), List.of(Frames.nowhere())))
        .isEqualTo(
            """
            {"source_id":"camera","pts_ns":0,"duration_ns":100,"keyframe":true,"width":2,"height":1,\
            "objects":[{"label":"person","confidence":null,\
            "box":{"xc":null,"yc":null,"width":10.0,"height":null}}]}
            """);
  }
}
