package io.framegauge.adapters.cli;

import io.framegauge.adapters.buffer.BufferException;
import io.framegauge.adapters.transport.EndpointException;
import io.framegauge.config.ConfigurationException;
import io.framegauge.pipeline.MissingPackageException;
import io.framegauge.pipeline.PipelineException;
import io.framegauge.telemetry.counter.TelemetryFileException;
import io.framegauge.telemetry.prometheus.WebServerException;
import io.framegauge.telemetry.zeromq.HistoryException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says what went wrong in the user's words, and answers the exit code that stands for it.
final class Failed {
  private static final Logger LOG = LoggerFactory.getLogger(Failed.class);

  private Failed() {}

  /// Says what went wrong.
  static int say(Throwable failure, PrintWriter err) {
    return switch (failure) {
      case ConfigurationException wrong -> {
        wrong.problems().forEach(err::println);
        yield ExitCode.REFUSED;
      }
      case MissingPackageException missing -> {
        err.println(missing.getMessage());
        yield ExitCode.LACKING;
      }
      case NoDisplayException missing -> {
        err.println("framegauge: " + missing.getMessage());
        yield ExitCode.LACKING;
      }
      case PortsInUseException refused -> refuse(refused, err);
      case WebServerException refused -> refuse(refused, err);
      case HistoryException refused -> refuse(refused, err);
      case TelemetryFileException refused -> refuse(refused, err);
      case PipelineException refused -> refuse(refused, err);
      case EndpointException refused -> refuse(refused, err);
      case BufferException refused -> refuse(refused, err);
      default -> {
        if (isGStreamerMissing(failure)) {
          err.println(
              "framegauge: GStreamer cannot be loaded ("
                  + failure.getMessage()
                  + "); './framegauge setup' installs it");
          yield ExitCode.LACKING;
        }
        err.println("framegauge: unexpected failure: " + failure);
        LOG.error("unexpected failure", failure);
        yield ExitCode.FAILED;
      }
    };
  }

  private static int refuse(RuntimeException refused, PrintWriter err) {
    err.println("framegauge: " + refused.getMessage());
    return ExitCode.REFUSED;
  }

  /// JNA says it with an UnsatisfiedLinkError, the JDK's own linker with a message.
  private static boolean isGStreamerMissing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsatisfiedLinkError
          || String.valueOf(cause.getMessage()).startsWith("Cannot open library")) {
        return true;
      }
    }
    return false;
  }
}
