package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Links into, out of and within bins; the truth is `num-buffers`.
class PlainBinsTest {
  @Test
  void shouldCountABufferOnceALinkThroughNestedBins() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc num-buffers=60 ! video/x-raw,width=32,height=16 ! ( identity name=a !"
                + " ( queue name=q ! identity name=b ) ! identity name=c ) ! fakesink name=sink",
            MeasuredPipeline.metrics())) {
      pipeline.run();

      assertThat(pipeline.stages())
          .extracting(stage -> stage.name() + " " + stage.buffers() + " " + stage.frames())
          .containsExactly(
              "videotestsrc0 60 60",
              "capsfilter0 60 60",
              "a 60 60",
              "q 60 60",
              "b 60 60",
              "c 60 60",
              "sink 60 60");
      assertThat(pipeline.stage("q").residence().orElseThrow().matched()).isEqualTo(60);
      assertThat(pipeline.stage("c").residence().orElseThrow().matched()).isEqualTo(60);
    }
  }

  @Test
  void shouldCountABufferOnceALinkAtABinThatIsOneElement() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc num-buffers=40 ! jpegenc ! ( queue ! decodebin name=decode ) !"
                + " fakesink name=sink",
            MeasuredPipeline.metrics())) {
      pipeline.run();

      assertThat(pipeline.stages())
          .extracting(stage -> stage.name() + " " + stage.frames())
          .containsExactly("videotestsrc0 40", "jpegenc0 40", "queue0 40", "decode 40", "sink 40");
    }
  }

  /// Trap 13: a proxy pair hands buffers from one pipeline to another one.
  @Test
  void shouldCountABufferOnceAtEachSideOfAProxy() throws InterruptedException {
    try (MeasuredPipeline out =
        new MeasuredPipeline("proxysrc name=in ! fakesink name=sink", MeasuredPipeline.metrics())) {
      try (MeasuredPipeline pipeline =
          new MeasuredPipeline(
              "videotestsrc num-buffers=40 ! video/x-raw,format=GRAY8,width=16,height=16"
                  + " ! proxysink name=out",
              MeasuredPipeline.metrics())) {
        out.element("in").set("proxysink", pipeline.element("out"));
        out.play();
        pipeline.play();
        out.end();
        pipeline.stop();

        assertThat(pipeline.stage("out").frames()).isEqualTo(40);
        assertThat(out.stage("in").frames()).isEqualTo(40);
        assertThat(out.stage("sink").frames()).isEqualTo(40);
      }
    }
  }

  @Test
  void shouldCallElementsOfTheSameNameByTheirBinToo() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "bin.( name=left videotestsrc num-buffers=3 ! identity name=x ! fakesink )"
                + " bin.( name=right videotestsrc num-buffers=5 ! identity name=x ! fakesink )",
            MeasuredPipeline.metrics())) {
      pipeline.run();

      assertThat(pipeline.stage("left/x").frames()).isEqualTo(3);
      assertThat(pipeline.stage("right/x").frames()).isEqualTo(5);
    }
  }
}
