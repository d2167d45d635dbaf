package io.framegauge.adapters.cli;

import io.framegauge.adapters.exchange.ShippedModule;
import io.framegauge.pipeline.GStreamer;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.State;
import org.freedesktop.gstreamer.StateChangeReturn;
import picocli.CommandLine.Command;

@Command(
    name = "display",
    description = "Show the frames that a module sends in a window.",
    footer = {
      "",
      "Settings are environment variables; --set names them by the word behind:",
      "  ZMQ_ENDPOINT  adapter.socket: [sub|router|rep+bind|connect:]tcp://HOST:PORT",
      "  SYNC_INPUT    adapter.sync: whether to show at the pace of the timestamps (false)",
      "  SOURCE_ID, SOURCE_ID_PREFIX, PROTOCOL_VERSION: the only ones taken",
      "and those of a module, such as METRICS_EXTRA_LABELS and WEBSERVER_PORT;",
      "HISTORY_ENABLED=true serves the history, too."
    })
final class DisplayCommand extends ShippedModuleCommand {
  private static final String WINDOW = "ximagesink";

  DisplayCommand() {
    super(ShippedModule.DISPLAY);
  }

  /// Tries, as the element of the module will: an X server may not be there, or may not let us in.
  @Override
  void requireMachine() {
    GStreamer.init();
    if (ElementFactory.find(WINDOW) == null) {
      return; // the module tells the package
    }
    Element window = ElementFactory.make(WINDOW, "window");
    StateChangeReturn opened = window.setState(State.READY);
    window.setState(State.NULL);
    if (opened == StateChangeReturn.FAILURE) {
      throw new NoDisplayException(
          "no window can be opened, is there an X server and may it be used? DISPLAY="
              + System.getenv().getOrDefault("DISPLAY", ""));
    }
  }
}
