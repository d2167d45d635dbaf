package io.framegauge.adapters.cli;

/// Text set into lines of at most 80 columns, broken between words.
final class TextBlock {
  private static final int COLUMNS = 80;

  private TextBlock() {}

  /// A beginning and a text; later lines stand below the text. A word longer than a line is not
  /// broken: paths and URLs are copied from here.
  static String of(String beginning, String text) {
    String indent = " ".repeat(beginning.length());
    StringBuilder block = new StringBuilder();
    StringBuilder line = new StringBuilder(beginning);
    for (String word : text.split(" ")) {
      if (line.length() > beginning.length()) {
        if (line.length() + 1 + word.length() > COLUMNS) {
          block.append(line).append('\n');
          line.setLength(0);
          line.append(indent);
        } else {
          line.append(' ');
        }
      }
      line.append(word);
    }
    return block.append(line).toString().stripTrailing();
  }
}
