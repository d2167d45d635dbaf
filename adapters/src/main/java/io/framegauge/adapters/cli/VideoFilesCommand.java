package io.framegauge.adapters.cli;

import io.framegauge.adapters.exchange.ShippedModule;
import picocli.CommandLine.Command;

@Command(
    name = "video-files",
    description = "Send a video to a module, once.",
    footer = {
      "",
      "Settings are environment variables; --set names them by the word behind:",
      "  LOCATION      adapter.location: a path, or any URI that GStreamer opens",
      "  SOURCE_ID     adapter.source_id: what its frames are known by",
      "  ZMQ_ENDPOINT  adapter.socket: [pub|dealer|req+bind|connect:]tcp://HOST:PORT",
      "  SYNC_OUTPUT   adapter.sync: whether to send at the pace of the video (false)",
      "  PROTOCOL_VERSION, SEND_HWM, SEND_TIMEOUT, ACKNOWLEDGE_TIMEOUT, ATTEMPTS",
      "and those of a module, such as METRICS_EXTRA_LABELS and WEBSERVER_PORT;",
      "HISTORY_ENABLED=true serves the history, too."
    })
final class VideoFilesCommand extends ShippedModuleCommand {
  VideoFilesCommand() {
    super(ShippedModule.VIDEO_FILES);
  }
}
