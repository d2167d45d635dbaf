package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Elements;
import io.framegauge.telemetry.counter.HotPath;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The drop ledgers of the measured stages, by the addresses of their elements. Any thread; nothing
/// here waits for a streaming thread.
final class Accounts implements AutoCloseable {
  private record Account(String stage, DropLedger ledger) {}

  /// The same once more for the thread of a message, which must not make an object to look one up.
  private static final class Ledgers {
    private final long[] elements;
    private final DropLedger[] ledgers;

    private Ledgers(Map<Long, Account> accounts) {
      elements = accounts.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
      ledgers = new DropLedger[elements.length];
      Arrays.setAll(ledgers, i -> Objects.requireNonNull(accounts.get(elements[i])).ledger);
    }
  }

  private final Map<Long, Account> accounts = new ConcurrentHashMap<>();
  private volatile Ledgers known = new Ledgers(Map.of());

  synchronized void open(long element, String stage, DropLedger ledger) {
    accounts.put(element, new Account(stage, ledger));
    known = new Ledgers(accounts);
  }

  /// Stages that have probes on both sides now begin their accounts.
  void begin(Collection<Long> elements) {
    for (Long element : elements) {
      Account account = accounts.get(element);
      if (account != null) {
        account.ledger.begin();
      }
    }
  }

  /// Looks at all of them while buffers flow; by the sampler.
  void sample(long nowNanos) {
    accounts.values().forEach(account -> account.ledger.sample(nowNanos));
  }

  /// An element tells how many buffers it has dropped for lateness; on the thread that drops them.
  @HotPath
  void qos(long element, long dropped) {
    Ledgers now = known;
    int place = Arrays.binarySearch(now.elements, element);
    if (place >= 0) {
      now.ledgers[place].qos(dropped);
    }
  }

  /// The pipeline is about to be stopped.
  void stopping() {
    long nowNanos = System.nanoTime();
    accounts.values().forEach(account -> account.ledger.stopping(nowNanos));
  }

  /// Nothing flows any more, and nothing is inside.
  void stopped() {
    accounts.values().forEach(account -> account.ledger.stopped());
  }

  /// One element has been stopped, while others may go on.
  void stopped(long element) {
    Account account = accounts.get(element);
    if (account != null) {
      account.ledger.stopped();
    }
  }

  /// The stage that an object belongs to: its own, or the one it is inside; its address is alive.
  Optional<String> stage(long object) {
    Account account = accounts.get(Elements.enclosing(object, accounts::containsKey));
    return Optional.ofNullable(account).map(Account::stage);
  }

  /// The element is leaving.
  synchronized void close(long element) {
    Account account = accounts.remove(element);
    if (account != null) {
      known = new Ledgers(accounts);
      account.ledger.close();
    }
  }

  @Override
  public synchronized void close() {
    accounts.values().forEach(account -> account.ledger.close());
    accounts.clear();
    known = new Ledgers(accounts);
  }
}
