package io.framegauge.config;

/// Where something was written: the file as the user named it, line and column.
///
/// @param file the file's name as the user gave it, `--set path` for a value of the command line
/// @param line counted from 1
/// @param column in characters (code points), counted from 1
public record Position(String file, int line, int column) {

  public Position {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(
          "line and column must be >= 1: line=" + line + ", column=" + column);
    }
  }

  /// The beginning of a file.
  public static Position startOf(String file) {
    return new Position(file, 1, 1);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
