package io.framegauge.adapters.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Log lines on standard error; `LOGLEVEL` is the least level. Logback finds this as a service:
/// made in Java it costs less than half of what the same in XML does at each start. A file of one's
/// own, named by the property `logback.configurationFile`, takes its place.
///
/// A thread of their own writes the lines, since nobody may be reading them: a pager that waits, a
/// terminal that is held. Nobody who logs waits for that.
public final class LogOutput extends ContextAwareBase implements Configurator {
  private static final String LEVEL = "LOGLEVEL";
  private static final String FILE = "logback.configurationFile";
  private static final String APPENDER = "STDERR";

  /// That wait to be written; more are left out.
  private static final int LINES = 4096;

  private static final int FLUSH_MILLIS = 1_000;
  private static volatile @Nullable AsyncAppender output;

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(FILE) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern("%d{HH:mm:ss.SSS} " + LogStyle.level() + " %logger{0}: %msg%n%ex{short}");
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setName(APPENDER);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    AsyncAppender appender = new AsyncAppender();
    appender.setContext(context);
    appender.setName(APPENDER);
    appender.setQueueSize(LINES);
    appender.setDiscardingThreshold(0);
    appender.setNeverBlock(true);
    appender.setMaxFlushTime(FLUSH_MILLIS);
    appender.addAppender(console);
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(level()));
    root.addAppender(appender);
    output = appender;
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /// Writes the lines that wait, and waits for that, but not for ever; none is written afterwards.
  static void end() {
    AsyncAppender lines = output;
    if (lines != null) {
      lines.stop();
    }
  }

  /// Answers a question without log lines meanwhile: they would stand in the middle of what the
  /// screen shows, since that draws only what changes.
  static boolean without(BooleanSupplier shown) {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      Appender<ILoggingEvent> lines = root.getAppender(APPENDER);
      if (lines != null) {
        root.detachAppender(lines);
        try {
          return shown.getAsBoolean();
        } finally {
          root.addAppender(lines);
        }
      }
    }
    return shown.getAsBoolean();
  }

  private static String level() {
    return Optional.ofNullable(System.getProperty(LEVEL))
        .or(() -> Optional.ofNullable(System.getenv(LEVEL)))
        .filter(level -> !level.isEmpty())
        .orElse("INFO");
  }
}
