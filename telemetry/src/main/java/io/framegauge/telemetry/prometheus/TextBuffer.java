package io.framegauge.telemetry.prometheus;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes of a text that grows, used again and again. Numbers are written as the library writes
/// them, to the byte, and without an object for those that are whole. One thread.
final class TextBuffer extends OutputStream {
  private static final double LARGEST_PLAIN = 1e7; // from here on a double is written as 1.0E7
  private static final double LARGEST_EXACT = 1L << 53;
  private static final int MOST_DIGITS = 24;

  private final byte[] digits = new byte[MOST_DIGITS];
  private byte[] bytes = new byte[16_384];
  private int length;

  @Override
  public void write(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int from, int count) {
    room(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  private void room(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  /// A part of another buffer.
  void write(TextBuffer other, int from, int to) {
    write(other.bytes, from, to - from);
  }

  /// Where a text begins, not before a position; negative when it is not there.
  int find(byte[] text, int from) {
    for (int at = from; at <= length - text.length; at++) {
      if (bytes[at] == text[0]
          && Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
        return at;
      }
    }
    return -1;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /// As [Double#toString(double)], but `+Inf` and `-Inf`.
  void number(double value) {
    double size = Math.abs(value);
    if (size == Math.rint(size) && size < LARGEST_EXACT && !isMinusZero(value)) {
      if (value < 0) {
        write('-');
      }
      if (size < LARGEST_PLAIN) {
        whole((long) size);
        write('.');
        write('0');
      } else {
        scientific((long) size);
      }
    } else if (size == Double.POSITIVE_INFINITY) {
      ascii(value > 0 ? "+Inf" : "-Inf");
    } else {
      ascii(Double.toString(value));
    }
  }

  private static boolean isMinusZero(double value) {
    return value == 0 && Double.doubleToRawLongBits(value) != 0;
  }

  /// Milliseconds as seconds with three places.
  void seconds(long millis) {
    whole(millis / 1000);
    write('.');
    int rest = (int) (millis % 1000);
    write('0' + rest / 100);
    write('0' + rest / 10 % 10);
    write('0' + rest % 10);
  }

  private void whole(long value) {
    int first = digits(value);
    write(digits, first, MOST_DIGITS - first);
  }

  private void scientific(long value) {
    int first = digits(value);
    int last = MOST_DIGITS;
    while (last > first + 2 && digits[last - 1] == '0') {
      last--;
    }
    write(digits[first]);
    write('.');
    write(digits, first + 1, last - first - 1);
    write('E');
    whole(MOST_DIGITS - first - 1);
  }

  /// Where the digits begin, which end with the array.
  private int digits(long value) {
    int first = MOST_DIGITS;
    long rest = value;
    do {
      digits[--first] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    return first;
  }

  private void ascii(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    write(ascii, 0, ascii.length);
  }
}
