package io.framegauge.adapters.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static Seen seen(Look before, Look newest) {
    return new Seen(
        Optional.of(newest), Optional.of(before), "", Optional.empty(), Optional.empty());
  }

  private static Seen twoSeconds() {
    return seen(SampleLook.after(60), SampleLook.after(62));
  }

  private static String text(List<Line> lines) {
    return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
  }

  private static String whole(Seen seen, int width) {
    return text(new Page(seen, Order.PIPELINE, width).whole());
  }

  @Test
  void shouldFitIntoEightyColumns() {
    assertThat(whole(twoSeconds(), 80))
        .isEqualTo(
            """
            city-traffic  running  up 1m02s  1857 frames  run 6f0c4711
            rates and times of the last 2.0 s, in the order of the pipeline
            stage                    fps  obj/s queue fill      avg ms  max ms  drops    age
            camera                  30.0    0.0     0                -       -      -   0.1s
            ingress                 30.0    0.0    15 [###...]    4.00   <4.65      -   0.1s
            tracker-with-a-rathe~   30.0    0.0     0             20.0   <22.1      3   0.1s
            sink                    30.0   60.0     0                -       -      -   0.1s\
            """);
  }

  @Test
  void shouldLeaveOutColumnsAtForty() {
    assertThat(whole(twoSeconds(), 40))
        .isEqualTo(
            """
            city-traffic  running  up 1m02s
            rates and times of the last 2.0 s, in t~
            stage           fps queue  avg ms    age
            camera         30.0     0       -   0.1s
            ingress        30.0    15    4.00   0.1s
            tracker-wit~   30.0     0    20.0   0.1s
            sink           30.0     0       -   0.1s\
            """);
  }

  @Test
  void shouldShowMoreAtTwoHundred() {
    assertThat(whole(twoSeconds(), 200))
        .isEqualTo(
            """
            city-traffic  running  up 1m02s  1857 frames  run 6f0c4711
            rates and times of the last 2.0 s, in the order of the pipeline
            stage                           element           fps  obj/s queue fill                            avg ms  max ms  drops    age  buffers   frames  objects
            camera                          factory0         30.0    0.0     0                                      -       -      -   0.1s     1860     1860        0
            ingress                         factory1         30.0    0.0    15 [##############..............]    4.00   <4.65      -   0.1s     1860     1860        0
            tracker-with-a-rather-long-name factory2         30.0    0.0     0                                   20.0   <22.1      3   0.1s     1860     1860        0
            sink                            factory3         30.0   60.0     0                                      -       -      -   0.1s     1860     1860     3720\
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9, 10, 11, 20, 40, 59, 79, 80, 81, 120, 200, 500})
  void shouldHaveNoLineWiderThanTheTerminal(int width) {
    Page page = new Page(twoSeconds(), Order.PIPELINE, width);

    assertThat(page.whole()).allMatch(line -> Columns.widthOf(line.text()) <= width);
    assertThat(page.part(24, 0)).allMatch(line -> Columns.widthOf(line.text()) <= width);
  }

  @Test
  void shouldShowUnknownFiguresAsDashes() {
    Seen first =
        new Seen(
            Optional.of(SampleLook.after(62)),
            Optional.empty(),
            "",
            Optional.empty(),
            Optional.empty());

    assertThat(whole(first, 80).lines().skip(1))
        .contains("rates come with the next look, in the order of the pipeline")
        .anyMatch(line -> line.matches("ingress +- +- +15 \\[###\\.\\.\\.\\] +- +- +- +0\\.1s"))
        .anyMatch(line -> line.matches("tracker\\S+ +- +- +0 +- +- +3 +0\\.1s"));
  }

  @Test
  void shouldMarkOldValues() {
    Seen old =
        new Seen(
            Optional.of(SampleLook.after(62)),
            Optional.of(SampleLook.after(60)),
            "no answer",
            Optional.of(Duration.ofSeconds(12)),
            Optional.empty());

    List<Line> lines = new Page(old, Order.PIPELINE, 80).part(24, 0);

    assertThat(lines.get(1))
        .isEqualTo(new Line(Line.Kind.ALERT, "no answer for 12s: old values below, still looking"));
    assertThat(lines.subList(3, 7)).allMatch(line -> line.kind() == Line.Kind.OLD_ROW);
    assertThat(lines.get(3).text()).contains("30.0");
  }

  @Test
  void shouldTellWhyThereIsNothing() {
    Seen nothing =
        new Seen(
            Optional.empty(),
            Optional.empty(),
            "no answer from tcp://127.0.0.1:5557 within 2 s: is the module running?",
            Optional.of(Duration.ofSeconds(75)),
            Optional.empty());

    assertThat(text(new Page(nothing, Order.PIPELINE, 40).part(24, 0)))
        .isEqualTo(
            """
            framegauge top
            nothing to be seen for 1m15s, still loo~
            no answer from tcp://127.0.0.1:5557
            within 2 s: is the module running?
            q quit  sort: p n f o u l m d a\
            """);
  }

  @Test
  void shouldTellANewRun() {
    Seen again =
        new Seen(
            Optional.of(SampleLook.after(2, "new-run-1")),
            Optional.of(SampleLook.after(1, "new-run-1")),
            "",
            Optional.empty(),
            Optional.of(Duration.ofSeconds(2)));

    assertThat(new Page(again, Order.PIPELINE, 80).whole().get(1))
        .isEqualTo(
            new Line(
                Line.Kind.ALERT,
                "a new run for 2s; rates and times of the last 1.0 s, in the order of the pipeli~"));
  }

  @Test
  void shouldShowTheRowsThatFitAndScroll() {
    List<StageCounts> many =
        IntStream.range(0, 50)
            .mapToObj(i -> SampleLook.stage(i, "stage" + i, StageKind.ELEMENT, 62, 0, 0))
            .toList();
    Look look = SampleLook.look("many", "run", 62, many, Optional.empty());
    Page page = new Page(seen(look, look), Order.PIPELINE, 80);

    List<Line> lines = page.part(14, 45);

    assertThat(lines).hasSize(14);
    assertThat(lines.get(1).text()).contains("rows 41-50 of 50");
    assertThat(lines.get(3).text()).startsWith("stage40 ");
    assertThat(lines.get(12).text()).startsWith("stage49 ");
    assertThat(lines.getLast().kind()).isEqualTo(Line.Kind.KEYS);
  }

  @Test
  void shouldNotLetANameMoveTheCursor() {
    StageCounts evil = SampleLook.stage(0, "a\u001b[2Jb\nc", StageKind.ELEMENT, 62, 0, 0);
    Look look = SampleLook.look("p\u0007", "run", 62, List.of(evil), Optional.empty());

    assertThat(whole(seen(look, look), 80)).contains("a?[2Jb?c").startsWith("p?  running");
  }

  @Test
  void shouldSortByAColumnAndTurnItRound() {
    Order slowest = Order.PIPELINE.by(Column.AVERAGE);

    assertThat(names(slowest)).startsWith("tracker", "ingress").endsWith("camera", "sink");
    assertThat(names(slowest.by(Column.AVERAGE)))
        .startsWith("ingress", "tracker")
        .endsWith("camera", "sink");
    assertThat(names(slowest.by(Column.STAGE)))
        .containsExactly("camera", "ingress", "sink", "tracker");
    assertThat(names(Order.PIPELINE)).containsExactly("camera", "ingress", "tracker", "sink");
    assertThat(slowest.by(Column.AVERAGE).words()).isEqualTo("sorted by avg ms, turned round");
  }

  private static List<String> names(Order order) {
    return new Page(twoSeconds(), order, 80)
        .whole().stream().skip(3).map(line -> line.text().split("[ -]", 2)[0]).toList();
  }
}
