package io.framegauge.adapters.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How records are written.
enum Format {
  TABLE,
  JSON,
  CSV;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads it from the command line.
  static final class Converter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      return switch (text) {
        case "table" -> TABLE;
        case "json" -> JSON;
        case "csv" -> CSV;
        default -> throw new TypeConversionException("must be table, json or csv: " + text);
      };
    }
  }
}
