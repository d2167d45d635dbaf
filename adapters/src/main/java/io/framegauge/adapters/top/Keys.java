package io.framegauge.adapters.top;

import java.io.IOException;
import java.util.Optional;
import org.jline.utils.NonBlockingReader;

/// What the user has chosen with keys: the order of the rows, and the first one that is shown.
final class Keys {
  private static final int ESCAPE = 27;
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final long SEQUENCE_MILLIS = 50;

  private final NonBlockingReader reader;
  private Order order = Order.PIPELINE;
  private int first;
  private int rows;
  private int room;

  Keys(NonBlockingReader reader) {
    this.reader = reader;
  }

  Order order() {
    return order;
  }

  int first() {
    return first;
  }

  /// How many rows there are, and how many of them are shown at once.
  void scrollsOver(int allRows, int shownRows) {
    rows = allRows;
    room = shownRows;
    scroll(0);
  }

  /// Waits for a key, and does what it asks for; false to end.
  boolean read(long millis) throws IOException {
    int key = reader.read(millis);
    if (key == NonBlockingReader.READ_EXPIRED) {
      return true;
    }
    if (key == NonBlockingReader.EOF
        || key == 'q'
        || key == 'Q'
        || key == CTRL_C
        || key == CTRL_D) {
      return false;
    }
    if (key == ESCAPE) {
      sequence();
    } else {
      press(key);
    }
    return true;
  }

  private void press(int key) {
    switch (key) {
      case 'p' -> order = Order.PIPELINE;
      case 'j' -> scroll(1);
      case 'k' -> scroll(-1);
      case ' ' -> scroll(room);
      default -> {
        Optional<Column> column = Column.of(key);
        column.ifPresent(chosen -> order = order.by(chosen));
      }
    }
  }

  /// Arrows and page keys; others are read to their end and mean nothing.
  private void sequence() throws IOException {
    int begin = reader.read(SEQUENCE_MILLIS);
    if (begin != '[' && begin != 'O') {
      return;
    }
    int key = reader.read(SEQUENCE_MILLIS);
    int last = key;
    while (last >= '0' && last <= '?') { // parameters of a longer sequence
      last = reader.read(SEQUENCE_MILLIS);
    }
    switch (key) {
      case 'A' -> scroll(-1);
      case 'B' -> scroll(1);
      case '5' -> scroll(-room);
      case '6' -> scroll(room);
      default -> scroll(0);
    }
  }

  private void scroll(int by) {
    first = Math.clamp((long) first + by, 0, Math.max(0, rows - room));
  }
}
