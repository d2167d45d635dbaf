package io.framegauge.config;

import java.math.BigInteger;
import java.util.regex.Pattern;

/// What a plain scalar means in the YAML 1.2 core schema.
final class CoreScalar {
  /// Longer numbers are texts: nothing of ours counts that far.
  static final int LONGEST_NUMBER = 64;

  private static final Pattern NOTHING = Pattern.compile("null|Null|NULL|~|");
  private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
  private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)");
  private static final Pattern NOT_A_NUMBER = Pattern.compile("\\.(nan|NaN|NAN)");

  private CoreScalar() {}

  static Scalar parse(String text) {
    if (NOTHING.matcher(text).matches()) {
      return Scalar.NOTHING;
    }
    if (TRUE.matcher(text).matches() || FALSE.matcher(text).matches()) {
      return new Scalar.Bool(TRUE.matcher(text).matches());
    }
    return text.length() > LONGEST_NUMBER ? new Scalar.Text(text) : number(text);
  }

  private static Scalar number(String text) {
    if (WHOLE.matcher(text).matches()) {
      return new Scalar.Whole(new BigInteger(text));
    }
    if (OCTAL.matcher(text).matches()) {
      return new Scalar.Whole(new BigInteger(text.substring(2), 8));
    }
    if (HEX.matcher(text).matches()) {
      return new Scalar.Whole(new BigInteger(text.substring(2), 16));
    }
    if (DECIMAL.matcher(text).matches()) {
      return new Scalar.Decimal(Double.parseDouble(text));
    }
    if (INFINITE.matcher(text).matches()) {
      return new Scalar.Decimal(
          text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    return NOT_A_NUMBER.matcher(text).matches()
        ? new Scalar.Decimal(Double.NaN)
        : new Scalar.Text(text);
  }
}
