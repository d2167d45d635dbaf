package io.framegauge.telemetry.prometheus;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers `/metrics`, `/status`, `/healthz` and `/readyz`: exact paths, GET and HEAD only, each
/// client on a virtual thread of its own, so that a slow one holds up nobody. It listens from its
/// creation until it is closed.
///
/// The JDK's server has limits that hold for the whole JVM and are read once. An application sets
/// [#JVM_LIMITS] as system properties before anything uses HTTP; a library must not.
public final class WebServer implements AutoCloseable {
  /// System properties that protect the JDK's server from clients that never finish.
  public static final Map<String, String> JVM_LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "5",
          "sun.net.httpserver.maxRspTime", "10",
          "sun.net.httpserver.idleInterval", "15",
          "sun.net.httpserver.maxReqHeaders", "50",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "jdk.httpserver.maxConnections", "64");

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final Advice OF_A_MODULE =
      new Advice(
          "parameters.telemetry.web.host or WEBSERVER_HOST",
          "parameters.telemetry.web.port or WEBSERVER_PORT");
  private static final int BACKLOG = 64;
  private static final int MAX_QUERY = 8192;
  private static final int ANSWERS_AT_ONCE = 10_000;
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  private final HttpServer server;
  private final ExecutorService clients;
  private final Pages pages;
  private final Semaphore answers = new Semaphore(ANSWERS_AT_ONCE);

  private WebServer(HttpServer server, Pages pages) {
    this.server = server;
    this.pages = pages;
    this.clients =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    server.setExecutor(clients);
    server.createContext("/", this::handle);
  }

  /// Listens and answers at once.
  ///
  /// @throws WebServerException when the address cannot be listened on
  public static WebServer open(WebConfig config, StatusSource status, Scraped exposition) {
    return open(config, status, exposition, OF_A_MODULE);
  }

  /// Listens and answers at once, for a program that has the address from its command line.
  ///
  /// @param option that gives host and port
  /// @throws WebServerException when the address cannot be listened on
  public static WebServer open(
      WebConfig config, StatusSource status, Scraped exposition, String option) {
    return open(config, status, exposition, new Advice(option, option));
  }

  private static WebServer open(
      WebConfig config, StatusSource status, Scraped exposition, Advice advice) {
    WebServer server = new WebServer(bind(config, advice), new Pages(status, exposition));
    server.server.start();
    return server;
  }

  /// How users choose another host and another port.
  private record Advice(String host, String port) {}

  /// The port that it listens on.
  public int port() {
    return server.getAddress().getPort();
  }

  /// Stops listening, after answers that are under way have had up to a second to finish. A last
  /// scrape is not cut off, and nothing waits for clients that are only connected.
  @Override
  public void close() {
    boolean idle = false;
    try {
      idle = answers.tryAcquire(ANSWERS_AT_ONCE, 1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    clients.shutdownNow();
    if (idle) {
      answers.release(ANSWERS_AT_ONCE);
    }
  }

  private static HttpServer bind(WebConfig config, Advice advice) {
    InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
    try {
      if (address.isUnresolved()) {
        throw new IOException("the host is not known");
      }
      return HttpServer.create(address, BACKLOG);
    } catch (BindException e) {
      boolean inUse = String.valueOf(e.getMessage()).contains("in use");
      throw new WebServerException(
          inUse
              ? "port already in use: "
                  + config.address()
                  + ". Stop the program that listens there, or choose another port with "
                  + advice.port()
                  + " (0 takes any free port)"
              : cannotListen(config, advice, e),
          e);
    } catch (IOException e) {
      throw new WebServerException(cannotListen(config, advice, e), e);
    }
  }

  private static String cannotListen(WebConfig config, Advice advice, IOException e) {
    return "cannot listen on "
        + config.address()
        + ": "
        + e.getMessage()
        + (advice.host().equals(advice.port())
            ? ". Choose another address with " + advice.host()
            : ". Choose another address with "
                + advice.host()
                + ", or another port with "
                + advice.port());
  }

  private void handle(HttpExchange exchange) {
    answers.acquireUninterruptibly();
    try (exchange) {
      Reply reply;
      try {
        reply = reply(exchange);
      } catch (RuntimeException failure) {
        reply = failed(exchange, failure);
      }
      send(exchange, reply);
    } catch (IOException gone) {
      LOG.debug("client went away: {}", gone.getMessage());
    } finally {
      answers.release();
    }
  }

  private Reply reply(HttpExchange exchange) {
    String path = String.valueOf(exchange.getRequestURI().getRawPath());
    if (!Pages.PATHS.contains(path)) {
      return Reply.text(404, "not found; paths are " + String.join(" ", Pages.PATHS));
    }
    if (!METHODS.contains(exchange.getRequestMethod())) {
      return Reply.text(405, "only GET and HEAD are answered", Map.of("Allow", "GET, HEAD"));
    }
    String query = exchange.getRequestURI().getRawQuery();
    if (query != null && query.length() > MAX_QUERY) {
      return Reply.text(414, "query must have at most " + MAX_QUERY + " characters");
    }
    return pages.answer(path, exchange);
  }

  /// The cause goes to the log only; the client gets a number to find it by.
  private static Reply failed(HttpExchange exchange, RuntimeException failure) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    LOG.error(
        "failed to answer: id={} path={}", id, exchange.getRequestURI().getRawPath(), failure);
    return Reply.text(500, "internal error, the log has details: id=" + id);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    reply.headers().forEach(headers::set);
    headers.set("Content-Type", reply.contentType());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", String.valueOf(reply.body().length));
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), reply.body().length);
    exchange.getResponseBody().write(reply.body());
  }
}
