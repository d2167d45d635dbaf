package io.framegauge.telemetry.counter;

/// How much fits, fixed when the memory is created. What does not fit is counted and told.
///
/// @param maxStages elements measured
/// @param maxLinks links between them
/// @param maxFamilies families of user series
/// @param maxSeries series of all families, objects by label included
public record Limits(int maxStages, int maxLinks, int maxFamilies, int maxSeries) {

  public Limits {
    atLeastOne("maxStages", maxStages);
    atLeastOne("maxLinks", maxLinks);
    atLeastOne("maxFamilies", maxFamilies);
    atLeastOne("maxSeries", maxSeries);
  }

  /// Limits for a module's `max_stages` and `max_series`: twice as many links as stages.
  public static Limits of(int maxStages, int maxSeries) {
    return new Limits(maxStages, 2 * maxStages, 256, maxSeries);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("must be >= 1: " + name + "=" + value);
    }
  }
}
