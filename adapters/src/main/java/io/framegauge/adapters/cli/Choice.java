package io.framegauge.adapters.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// The options that choose records; at most one of the three kinds.
final class Choice {
  private static final int DEFAULT_COUNT = 10;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "The newest N records.",
      converter = Numbers.Count.class)
  private @Nullable Integer last;

  @Option(
      names = "--newer-than",
      paramLabel = "ID",
      description = "Records with a larger id; -1 for all that are kept.",
      converter = Numbers.RecordId.class)
  private @Nullable Long newerThan;

  @ArgGroup(exclusive = false)
  private @Nullable Span span;

  private static final class Span {
    @Option(
        names = "--from",
        paramLabel = "T",
        description = "Records from this time on.",
        converter = Moment.Converter.class)
    private @Nullable Moment from;

    @Option(
        names = "--to",
        paramLabel = "T",
        description = "Records before this time.",
        converter = Moment.Converter.class)
    private @Nullable Moment to;
  }

  /// What was chosen; the newest ten when nothing was.
  ///
  /// @throws IllegalArgumentException if that contradicts itself
  Selection selection() {
    if (newerThan != null) {
      return new Selection.NewerThan(newerThan);
    }
    if (span != null) {
      long from = Optional.ofNullable(span.from).map(Moment::millis).orElse(0L);
      long to = Optional.ofNullable(span.to).map(Moment::millis).orElse(Long.MAX_VALUE);
      if (from > to) {
        throw new IllegalArgumentException("--from must not be later than --to");
      }
      return new Selection.Window(from, to);
    }
    return new Selection.Last(last == null ? DEFAULT_COUNT : last);
  }

  /// Whether the records end before those that are yet to come.
  boolean ends() {
    return span != null && span.to != null;
  }
}
