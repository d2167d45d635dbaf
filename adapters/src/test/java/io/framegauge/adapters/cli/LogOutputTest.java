package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogOutputTest {
  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void forget() {
    System.clearProperty("LOGLEVEL");
    System.clearProperty("logback.configurationFile");
  }

  @Test
  void shouldBeFoundByLogback() {
    assertThat(ServiceLoader.load(Configurator.class)).hasOnlyElementsOfType(LogOutput.class);
  }

  @Test
  void shouldWriteLinesWithTimeLevelLoggerAndText() {
    assertThat(new LogOutput().configure(context))
        .isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    AsyncAppender written = (AsyncAppender) root.getAppender("STDERR");
    assertThat(written.isNeverBlock()).isTrue();
    ConsoleAppender<?> appender = (ConsoleAppender<?>) written.getAppender("STDERR");
    assertThat(appender.getTarget()).isEqualTo("System.err");
    assertThat(line(appender, "frames: 5, ä")).matches("[0-9:.]{12} WARN  stats: frames: 5, ä\n");
  }

  private String line(ConsoleAppender<?> appender, String text) {
    Logger logger = context.getLogger("framegauge.stats");
    LoggingEvent event = new LoggingEvent("x", logger, Level.WARN, text, null, new Object[0]);
    PatternLayoutEncoder encoder = (PatternLayoutEncoder) (Object) appender.getEncoder();
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void shouldTakeTheLevelThatIsAskedFor() {
    System.setProperty("LOGLEVEL", "warn");

    new LogOutput().configure(context);

    assertThat(context.getLogger("x").getEffectiveLevel()).isEqualTo(Level.WARN);
  }

  @Test
  void shouldWriteNoLinesInTheMiddleOfAScreen() {
    org.slf4j.Logger logger = LoggerFactory.getLogger("framegauge.stats");
    PrintStream error = System.err;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
    try {
      boolean answer =
          LogOutput.without(() -> {
            logger.warn("on the screen");
            return true;
          });
      assertThat(answer).isTrue();
      logger.warn("behind it");
      Await.until("written", Child.PATIENCE, () -> text(lines).contains("behind it"), () -> "");
    } finally {
      System.setErr(error);
    }
    assertThat(text(lines)).doesNotContain("on the screen");
  }

  private static String text(ByteArrayOutputStream lines) {
    return lines.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldLeaveItToAConfigurationOfTheUsersOwn() {
    System.setProperty("logback.configurationFile", "mine.xml");

    assertThat(new LogOutput().configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR")).isNull();
  }
}
