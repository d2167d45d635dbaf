package io.framegauge.adapters.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `run` and `launch` where they are written plainly, without picocli, which then is not
/// loaded: its class files are of a format that the JVM neither keeps in its cache nor verifies
/// fast, and that was a quarter of a start. Whatever is not plain is left to picocli, which knows
/// all forms and tells what is wrong.
final class PlainStart {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");

  private final Iterator<String> words;
  private final List<String> sets = new ArrayList<>();
  private Optional<String> file = Optional.empty();
  private Optional<String> name = Optional.empty();
  private Optional<Afterwards> afterwards = Optional.empty();

  private PlainStart(List<String> words) {
    this.words = words.iterator();
  }

  /// What is to be started; empty when it is not for this to tell.
  static Optional<Start> of(String... arguments) {
    List<String> all = List.of(arguments);
    if (all.isEmpty() || all.stream().anyMatch(word -> word.startsWith("@"))) { // picocli's files
      return Optional.empty();
    }
    List<String> rest = all.subList(1, all.size());
    return switch (all.getFirst()) {
      case "run" -> new PlainStart(rest).module();
      case "launch" -> text(rest);
      default -> Optional.empty();
    };
  }

  private Optional<Start> module() {
    while (words.hasNext()) {
      String word = words.next();
      boolean plain =
          switch (word) {
            case "--set" -> value().map(sets::add).orElse(false);
            case "--keep-serving", "--linger" -> serves(word);
            default -> !word.startsWith("-") && isFile(word);
          };
      if (!plain) {
        return Optional.empty();
      }
    }
    return file.map(path -> new Start.OfModule(Path.of(path), sets, after()));
  }

  private boolean isFile(String path) {
    boolean first = file.isEmpty() && !path.isBlank();
    file = Optional.of(path);
    return first;
  }

  private static Optional<Start> text(List<String> words) {
    int behind = words.indexOf("--") + 1;
    List<String> text = words.subList(behind, words.size());
    if (behind == 0 || text.isEmpty() || text.contains("--")) {
      return Optional.empty();
    }
    return new PlainStart(words.subList(0, behind - 1)).text(LaunchWords.text(text));
  }

  private Optional<Start> text(String text) {
    while (words.hasNext()) {
      String word = words.next();
      boolean plain = word.equals("--name") ? name.isEmpty() && isNamed() : serves(word);
      if (!plain) {
        return Optional.empty();
      }
    }
    return Optional.of(new Start.OfText(name.orElse(LaunchCommand.NAME), text, after()));
  }

  private boolean isNamed() {
    name = value();
    return name.isPresent();
  }

  /// The value of an option; empty when there is none, or one that may be another option.
  private Optional<String> value() {
    Optional<String> value = words.hasNext() ? Optional.of(words.next()) : Optional.empty();
    return value.filter(text -> !text.isBlank() && !text.startsWith("-"));
  }

  private boolean serves(String option) {
    if (afterwards.isPresent()) {
      return false;
    }
    afterwards =
        switch (option) {
          case "--keep-serving" -> Optional.of(Afterwards.FOR_EVER);
          case "--linger" ->
              value()
                  .filter(text -> SECONDS.matcher(text).matches())
                  .map(text -> Afterwards.seconds(Double.parseDouble(text)));
          default -> Optional.empty();
        };
    return afterwards.isPresent();
  }

  private Afterwards after() {
    return afterwards.orElse(Afterwards.NOTHING);
  }
}
