package io.framegauge.adapters.buffer;

import io.framegauge.adapters.transport.Envelope;
import io.framegauge.adapters.transport.Frames;
import io.framegauge.adapters.transport.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fills stores until their disks are full, empties them, and puts one message more into each.
///
/// Arguments: folders, each on a disk of its own. Prints a line for each: messages kept, messages
/// that came out, removals that could not be written, messages kept afterwards; and of two removals
/// from a full disk, on which there is room again at the end, how many were not written at once and
/// how many were in the end.
final class FullDisks {
  private static final int MESSAGE_BYTES = 20_000;
  private static final int BATCH = 3;
  private static final int FILLER_BYTES = 100_000;

  private FullDisks() {}

  public static void main(String[] folders) throws InterruptedException, IOException {
    for (String folder : folders) {
      Path messages = Path.of(folder);
      System.out.println(
          filledAndEmptied(messages) + " " + closedWithRoom(messages.resolveSibling("other")));
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

  private static String closedWithRoom(Path folder) throws InterruptedException, IOException {
    Path filler = Files.write(folder.resolveSibling("filler"), new byte[FILLER_BYTES]);
    int kept;
    int failures = 0;
    try (MessageStore store = MessageStore.open(folder)) {
      kept = fill(store);
      failures += isRemoved(store, store.first(0).orElseThrow()) ? 0 : 1;
      failures += isRemoved(store, store.first(0).orElseThrow()) ? 0 : 1;
      Files.delete(filler);
    }
    try (MessageStore store = MessageStore.open(folder)) {
      return failures + " " + (kept - store.waiting().messages());
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
      failures += isRemoved(store, first.get()) ? 0 : 1;
      first = store.first(0);
    }
    return new int[] {out, failures};
  }

  private static boolean isRemoved(MessageStore store, MessageStore.Entry entry) {
    try {
      store.removeFirst(entry);
      return true;
    } catch (BufferException full) {
      return false;
    }
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
