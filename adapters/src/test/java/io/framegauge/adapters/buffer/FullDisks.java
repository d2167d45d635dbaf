package io.framegauge.adapters.buffer;

import io.framegauge.adapters.transport.Envelope;
import io.framegauge.adapters.transport.Frames;
import io.framegauge.adapters.transport.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fills stores until their disks are full, empties them, and puts one message more into each.
///
/// Arguments: folders, each on a disk of its own. Prints a line for each: messages kept, messages
/// that came out, removals that could not be written, messages kept afterwards.
final class FullDisks {
  private static final int MESSAGE_BYTES = 20_000;
  private static final int BATCH = 3;

  private FullDisks() {}

  public static void main(String[] folders) throws InterruptedException {
    for (String folder : folders) {
      System.out.println(filledAndEmptied(Path.of(folder)));
    }
  }

  private static String filledAndEmptied(Path folder) throws InterruptedException {
    int kept;
    int[] out;
    try (MessageStore store = MessageStore.open(folder)) {
      kept = fill(store);
      out = empty(store);
      store.append(batch(kept).subList(0, 1));
    }
    try (MessageStore store = MessageStore.open(folder)) {
      return kept + " " + out[0] + " " + out[1] + " " + store.waiting().messages();
    }
  }

  private static int fill(MessageStore store) {
    int kept = 0;
    try {
      while (true) {
        store.append(batch(kept));
        kept += BATCH;
      }
    } catch (BufferException full) {
      return kept;
    }
  }

  /// Answers how many came out, and how many of them could not be removed at once.
  private static int[] empty(MessageStore store) throws InterruptedException {
    int out = 0;
    int failures = 0;
    Optional<MessageStore.Entry> first = store.first(0);
    while (first.isPresent()) {
      if (first.get().key() != out++) {
        throw new AssertionError("out of order: " + first.get().key());
      }
      try {
        store.removeFirst(first.get());
      } catch (BufferException full) {
        failures++;
      }
      first = store.first(0);
    }
    return new int[] {out, failures};
  }

  private static List<Stored> batch(int from) {
    List<Stored> batch = new ArrayList<>();
    for (int i = from; i < from + BATCH; i++) {
      Message message = new Message("1", "", 1, Frames.frame("camera", i, List.of()));
      byte[] picture = new byte[MESSAGE_BYTES];
      batch.add(Stored.of(message, Envelope.of("camera", message, picture, new byte[] {7})));
    }
    return batch;
  }
}
