package io.framegauge.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the user may have meant by a word that nobody knows.
public final class Suggestion {
  private static final int MOST = 3;
  private static final int LONGEST = 100;
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]");
  private static final int MOST_KNOWN = 4000;

  private Suggestion() {}

  /// `. Did you mean "a" or "b"?`, or nothing when no known word is near.
  public static String didYouMean(String unknown, Collection<String> known) {
    List<String> near =
        known.stream()
            .limit(MOST_KNOWN)
            .filter(word -> isNear(unknown, word))
            .sorted(Comparator.comparingInt((String word) -> distance(unknown, word)))
            .limit(MOST)
            .toList();
    return near.isEmpty()
        ? ""
        : near.stream()
            .map(Found::quote)
            .collect(Collectors.joining(" or ", ". Did you mean ", "?"));
  }

  private static boolean isNear(String unknown, String word) {
    int most = Math.max(1, word.length() / 3);
    return distance(unknown, word) <= Math.min(most, Math.min(unknown.length(), word.length()) - 1);
  }

  /// Edits between two words, where a swap of neighbours is one edit and the spelling of the
  /// separators (`framePeriod`, `frame-period`, `telemetry:`) is none.
  private static int distance(String left, String right) {
    if (left.length() > LONGEST || right.length() > LONGEST) {
      return Integer.MAX_VALUE;
    }
    String a = letters(left);
    String b = letters(right);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : step(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int step(int[][] edits, String a, String b, int i, int j) {
    int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(Math.min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + replace);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }

  /// The letters and digits of a word; the word itself if it has none.
  private static String letters(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    String letters = SEPARATORS.matcher(lower).replaceAll("");
    return letters.isEmpty() ? lower : letters;
  }
}
