package io.framegauge.adapters.cli;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.Ending;
import io.framegauge.pipeline.Module;
import io.framegauge.pipeline.ModuleConfig;
import io.framegauge.pipeline.ModuleRun;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run on the command line: build, serve, play, tell the result.
final class Session {
  private static final Logger LOG = LoggerFactory.getLogger("framegauge");

  private final ModuleConfig config;
  private final ConfigTree tree;
  private final Afterwards afterwards;
  private final PrintWriter out;
  private final PrintWriter err;
  private boolean table = true;

  Session(
      ModuleConfig config,
      ConfigTree tree,
      Afterwards afterwards,
      PrintWriter out,
      PrintWriter err) {
    this.config = config;
    this.tree = tree;
    this.afterwards = afterwards;
    this.out = out;
    this.err = err;
  }

  /// Leaves standard output to the module.
  Session withoutTable() {
    table = false;
    return this;
  }

  int run() {
    Module module = Module.build(config, tree, Folders.pluginCache());
    Addresses.of(config.telemetry()).requireFree();
    try (ModuleRun run = module.open(Version.build())) {
      Shutdown.onSignal(run::stop);
      run.addresses().forEach(LOG::info);
      Ending how = play(run);
      if (table) {
        StageTable.print(run.telemetry().reader().stages(), out);
      }
      int code = tell(how);
      serveOn(how);
      return code;
    }
  }

  private static Ending play(ModuleRun run) {
    LiveLine line = LiveLine.start(run.telemetry());
    try {
      return run.run();
    } finally {
      line.close();
    }
  }

  private int tell(Ending how) {
    return switch (how) {
      case Ending.EndOfStream end -> {
        LOG.info("end of stream");
        yield ExitCode.OK;
      }
      case Ending.Stopped stopped -> {
        LOG.info("stopped");
        yield ExitCode.OK;
      }
      case Ending.Failed failed -> failed(failed.message(), ExitCode.FAILED);
      case Ending.Lacking lacking -> failed(lacking.message(), ExitCode.LACKING);
    };
  }

  private int failed(String message, int code) {
    err.println("framegauge: the pipeline failed: " + message);
    err.flush();
    return code;
  }

  private void serveOn(Ending how) {
    if (how instanceof Ending.Stopped || Shutdown.asked()) {
      return;
    }
    if (afterwards.forEver()) {
      LOG.info("serving the last values until SIGINT or SIGTERM");
      Shutdown.await(-1);
    } else if (afterwards.millis() > 0) {
      LOG.info("serving the last values for {} s", afterwards.millis() / 1000.0);
      Shutdown.await(afterwards.millis());
    }
  }
}
