package io.framegauge.telemetry.zeromq;

import static java.util.Objects.requireNonNull;

import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers queries of the history on a ROUTER socket, for REQ and DEALER clients in any language.
///
/// It has a thread of its own; whatever a peer sends, the pipeline does not notice. What is
/// malformed gets an `error` answer; a frame of more than 64 KiB ends its connection. Limits: an
/// answer is at most 1 MiB (or one record) and then says `more`; up to 16 answers wait for a peer
/// that does not read, the next are lost to it.
public final class HistoryServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryServer.class);
  private static final String NAME = "framegauge-history-server";
  private static final int MAX_ANSWER_BYTES = 1024 * 1024;
  private static final int RECEIVE_MILLIS = 100;

  private final History history;
  private final Supplier<HistoryInfo> info;
  private final RecordBytes json = new RecordBytes();
  private final boolean oneRun;
  private @Nullable HistoryInfo first; // of the thread
  private final SocketThread thread;

  private HistoryServer(
      Endpoint endpoint,
      Access access,
      History history,
      Supplier<HistoryInfo> info,
      boolean oneRun,
      FrameRule rule) {
    this.history = history;
    this.info = info;
    this.oneRun = oneRun;
    thread =
        SocketThread.start(
            NAME,
            endpoint,
            where -> JeroMqTransport.router(NAME, where, rule, access),
            new Answering());
  }

  /// Binds and starts to answer.
  ///
  /// @param endpoint `tcp://HOST:PORT` on the loopback interface; port `*` or 0 takes a free one
  /// @param info asked for each query, on the server's thread; its run may change
  /// @throws HistoryException if the endpoint cannot be bound; then nothing is left running
  public static HistoryServer start(String endpoint, History history, Supplier<HistoryInfo> info) {
    return start(endpoint, history, info, new RequestRule());
  }

  static HistoryServer start(
      String endpoint, History history, Supplier<HistoryInfo> info, FrameRule rule) {
    Endpoint where = Endpoint.parse("endpoint", endpoint);
    return start(where, new Access.Loopback(), history, info, false, rule);
  }

  /// Binds where the configuration says, with its keys; the history is that of one run.
  ///
  /// @param info asked for each `info` query, and at the first one, on the server's thread
  /// @throws HistoryException also if a file of keys cannot be used
  public static HistoryServer start(
      HistoryServerConfig config, History history, Supplier<HistoryInfo> info) {
    Endpoint where = Endpoint.parse("endpoint", config.endpoint());
    return start(where, config.access(), history, info, true, new RequestRule());
  }

  private static HistoryServer start(
      Endpoint where,
      Access access,
      History history,
      Supplier<HistoryInfo> info,
      boolean oneRun,
      FrameRule rule) {
    return new HistoryServer(where.requireFor(access), access, history, info, oneRun, rule);
  }

  /// Where it answers, with the port that was chosen.
  public String endpoint() {
    return thread.endpoint().toString();
  }

  /// Ends within a second.
  @Override
  public void close() {
    thread.close();
  }

  private final class Answering implements SocketThread.Duty {
    @Override
    public void work(Transport transport) {
      List<byte[]> frames = transport.receive(RECEIVE_MILLIS);
      if (frames.size() < 2) {
        return;
      }
      // a REQ socket puts an empty frame before its request and expects one before the answer
      boolean delimited = frames.size() > 2 && frames.get(1).length == 0;
      List<byte[]> reply = new ArrayList<>(frames.subList(0, delimited ? 2 : 1));
      reply.add(answer(frames.subList(reply.size(), frames.size())));
      if (!transport.send(reply)) {
        LOG.debug("an answer was lost: its client is gone or does not read");
      }
    }

    @Override
    public void finish(Transport transport) {
      // what has not been asked by now will not be answered
    }
  }

  private byte[] answer(List<byte[]> request) {
    try {
      if (request.size() != 1) {
        throw new BadRequest("a request must be one JSON frame: frames=" + request.size());
      }
      return answer(QueryJson.read(request.getFirst()));
    } catch (BadRequest e) {
      return AnswerJson.error(AnswerJson.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("a query of the history could not be answered", e);
      return AnswerJson.error(AnswerJson.INTERNAL, "the query could not be answered, see the log");
    }
  }

  private byte[] answer(Query query) {
    boolean known = oneRun && first != null && !(query instanceof Query.Info);
    HistoryInfo about = known ? requireNonNull(first) : info.get();
    first = about;
    Page page =
        switch (query) {
          case Query.Info ignored -> history.latest(1, Query.NO_BEFORE_ID);
          case Query.Latest latest -> history.latest(latest.count(), latest.beforeId());
          case Query.NewerThan newer -> history.newerThan(newer.id(), newer.limit());
          case Query.Window window ->
              history.window(
                  window.fromMillis(), window.toMillis(), window.limit(), window.beforeId());
        };
    return query instanceof Query.Info
        ? AnswerJson.info(about, page)
        : AnswerJson.page(about.pipelineName(), about.run(), page, MAX_ANSWER_BYTES, json);
  }
}
