package io.framegauge.adapters.buffer;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.LongDataType;

/// The messages that wait, in the order in which they came, in a file of H2's MVStore. Any thread.
///
/// What an operation has changed is in the file when it returns. The store closes itself when it
/// cannot write; it is then opened again by the next operation, as it was after the last one that
/// succeeded. A removal that could not be written stays in force while this lives, and is written
/// with what is written next; when nothing waits any more the file itself goes.
final class MessageStore implements AutoCloseable {
  private static final String FILE = "messages.mv";

  /// Of pages, for the removal of messages that were written a moment ago; in one segment, because
  /// a page that is larger than its segment would not be kept.
  private static final int CACHE_MEGABYTES = 16;

  /// Of messages that wait and need not be read again.
  private static final long MOST_BYTES_AT_HAND = 16 << 20;

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Path file;
  private MVStore store;
  private MVMap<Long, Stored> messages;
  private Waiting waiting = Waiting.NOTHING;

  /// The key of the next message; greater ones in the file were never acknowledged.
  private long nextKey;

  /// The key of the first message in the file; keys have no gaps.
  private long firstKey;

  private long removedThrough = -1;

  /// From when on a removal is tried again; messages go out faster than failures come.
  private long removalNanos = System.nanoTime();

  /// All that waits, or the first of it, or nothing of it.
  private final Deque<Entry> atHand = new ArrayDeque<>();

  private long bytesAtHand;

  private MessageStore(Path file) {
    this.file = file;
    store = openStore();
    try {
      messages = openMessages(store);
      count();
    } catch (MVStoreException | IllegalArgumentException | BufferUnderflowException e) {
      store.closeImmediately();
      throw damaged(e);
    }
  }

  /// A message that waits.
  record Entry(long key, Stored message) {}

  /// Opens the messages that are there, or begins with none.
  ///
  /// @param folder made if it is missing
  /// @throws BufferException if they cannot be opened
  static MessageStore open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BufferException("the folder cannot be made (" + e + "): path=" + folder, e);
    }
    return new MessageStore(folder.resolve(FILE));
  }

  private MVStore openStore() {
    try {
      MVStore opened =
          new MVStore.Builder()
              .fileName(file.toString())
              .autoCommitDisabled()
              .cacheSize(CACHE_MEGABYTES)
              .cacheConcurrency(1)
              .open();
      opened.setRetentionTime(0); // what was removed makes room at once
      opened.setVersionsToKeep(0);
      return opened;
    } catch (MVStoreException e) {
      throw refused(e);
    }
  }

  private static MVMap<Long, Stored> openMessages(MVStore store) {
    return store.openMap(
        "messages",
        new MVMap.Builder<Long, Stored>()
            .keyType(LongDataType.INSTANCE)
            .valueType(StoredType.INSTANCE));
  }

  private BufferException refused(MVStoreException e) {
    return switch (e.getErrorCode()) {
      case DataUtils.ERROR_FILE_LOCKED ->
          new BufferException("another process has the messages: file=" + file, e);
      case DataUtils.ERROR_FILE_CORRUPT -> damaged(e);
      default ->
          new BufferException("the messages cannot be opened (" + reason(e) + "): file=" + file, e);
    };
  }

  private BufferException damaged(RuntimeException e) {
    return new BufferException(
        "the messages are damaged and were left as they are; move the file away to begin with none:"
            + " file="
            + file,
        e);
  }

  /// The words of the system, such as "No space left on device".
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private void count() {
    firstKey = keyOfFirst();
    Cursor<Long, Stored> cursor = messages.cursor(null);
    while (cursor.hasNext()) {
      nextKey = cursor.next() + 1;
      Stored message = cursor.getValue();
      waiting = waiting.plus(message.kind(), message.envelope().size());
    }
  }

  private long keyOfFirst() {
    Long key = messages.firstKey();
    return key == null ? nextKey : key;
  }

  /// What waits.
  synchronized Waiting waiting() {
    return waiting;
  }

  /// Puts messages behind the others: all, or none when this throws.
  ///
  /// @throws BufferException if they cannot be written
  synchronized void append(List<Stored> added) {
    write(() -> {
      removeThrough();
      long key = nextKey;
      for (Stored message : added) {
        messages.append(key++, message);
      }
      store.commit();
      nextKey = key;
    });
    long key = nextKey - added.size();
    for (Stored message : added) {
      keepAtHand(new Entry(key++, message));
      waiting = waiting.plus(message.kind(), message.envelope().size());
    }
    notifyAll();
  }

  private void keepAtHand(Entry entry) {
    boolean isNext = atHand.size() == waiting.messages();
    if (isNext && bytesAtHand + entry.message().size() <= MOST_BYTES_AT_HAND) {
      atHand.addLast(entry);
      bytesAtHand += entry.message().size();
    }
  }

  /// The first message that waits; empty when there is none within the time.
  ///
  /// @throws BufferException if it cannot be read
  synchronized Optional<Entry> first(long timeoutMillis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (waiting.messages() == 0) {
      long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (leftMillis <= 0) {
        return Optional.empty();
      }
      wait(leftMillis);
    }
    return atHand.isEmpty() ? read() : Optional.of(atHand.getFirst());
  }

  private Optional<Entry> read() {
    Entry[] entry = new Entry[1];
    write(() -> {
      Long key = messages.higherKey(removedThrough);
      Stored message = key == null ? null : messages.get(key);
      if (key != null && message != null) {
        entry[0] = new Entry(key, message);
      }
    });
    return Optional.ofNullable(entry[0]);
  }

  /// Removes the first message, which is gone for whoever reads here also when this throws.
  ///
  /// @throws BufferException if that was tried and cannot be written yet
  synchronized void removeFirst(Entry entry) {
    removedThrough = entry.key();
    if (!atHand.isEmpty()) {
      bytesAtHand -= atHand.removeFirst().message().size();
    }
    waiting = waiting.minus(entry.message().kind(), entry.message().envelope().size());
    boolean isLast = waiting.messages() == 0;
    if (!isLast && System.nanoTime() - removalNanos < 0) {
      return;
    }
    try {
      writeRemovals();
    } catch (BufferException e) {
      removalNanos = System.nanoTime() + RETRY_NANOS;
      if (!isLast || !beginAnew()) {
        throw e;
      }
    }
  }

  /// To write that something is removed takes some room, and a disk can be so full that there is
  /// none. Once nothing waits the file can go as it is; the next operation makes another one.
  private boolean beginAnew() {
    try {
      if (store.isClosed()) {
        reopen(); // it is deleted while it is ours, never when another process has it
      }
      Files.deleteIfExists(file);
      return true;
    } catch (MVStoreException | BufferException | IllegalStateException | IOException e) {
      return false;
    } finally {
      store.closeImmediately();
    }
  }

  private void writeRemovals() {
    write(() -> {
      removeThrough();
      store.commit();
    });
  }

  private void removeThrough() {
    while (firstKey <= removedThrough) {
      messages.remove(firstKey++);
    }
  }

  /// Does something with a store that is open.
  private void write(Runnable work) {
    try {
      if (store.isClosed()) {
        reopen();
      }
      work.run();
    } catch (MVStoreException | IllegalStateException e) {
      store.closeImmediately();
      throw new BufferException("the messages cannot be kept (" + reason(e) + "): file=" + file, e);
    }
  }

  private void reopen() {
    store = openStore();
    messages = openMessages(store);
    Long last = messages.lastKey();
    while (last != null && last >= nextKey) {
      messages.remove(last);
      last = messages.lastKey();
    }
    firstKey = keyOfFirst();
  }

  @Override
  public synchronized void close() {
    try {
      writeRemovals();
      store.close();
    } catch (BufferException | MVStoreException e) {
      store.closeImmediately();
    }
  }
}
