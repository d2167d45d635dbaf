package io.framegauge.adapters.cli;

import io.framegauge.telemetry.zeromq.HistoryException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Reads a selection of records and then every new one, also over a restart of the module. A module
/// that is away is told once and asked again and again.
final class RecordFollowing {
  private final RecordReading reading;
  private final Runnable probe;
  private final Consumer<String> notices;
  private final BooleanSupplier pause;
  private boolean away;

  /// @param probe a query whose answer does not matter
  /// @param pause between two queries; false to end
  RecordFollowing(
      RecordReading reading, Runnable probe, Consumer<String> notices, BooleanSupplier pause) {
    this.reading = reading;
    this.probe = probe;
    this.notices = notices;
    this.pause = pause;
  }

  void follow(Selection selection) {
    boolean begun = attempt(() -> reading.read(selection));
    while (pause.getAsBoolean()) {
      if (begun) {
        attempt(reading::readNewer);
      } else {
        begun = attempt(() -> reading.read(selection));
      }
    }
  }

  private boolean attempt(Runnable query) {
    try {
      if (away) {
        probe.run();
        away = false;
        notices.accept("the module answers again");
      }
      query.run();
      return true;
    } catch (HistoryException e) {
      if (!away) {
        away = true;
        notices.accept(sentence(String.valueOf(e.getMessage())) + " Still asking.");
      }
      return false;
    }
  }

  private static String sentence(String text) {
    return text.matches("(?s).*[.?!]") ? text : text + ".";
  }
}
