package io.framegauge.adapters.cli;

import io.framegauge.adapters.exchange.ShippedModule;
import picocli.CommandLine.Command;

@Command(
    name = "video-files-sink",
    description = "Write a video file of what a module sends, with the objects of each frame.",
    footer = {
      "",
      "Settings are environment variables; --set names them by the word behind:",
      "  ZMQ_ENDPOINT  adapter.socket: [sub|router|rep+bind|connect:]tcp://HOST:PORT",
      "  LOCATION      adapter.location: a folder; nothing in it is written over",
      "  CHUNK_SIZE    adapter.chunk_size: frames in one file (10000), 0 for all",
      "  SOURCE_ID, SOURCE_ID_PREFIX, PROTOCOL_VERSION: the only ones taken",
      "and those of a module, such as METRICS_EXTRA_LABELS and WEBSERVER_PORT;",
      "HISTORY_ENABLED=true serves the history, too."
    })
final class VideoFilesSinkCommand extends ShippedModuleCommand {
  VideoFilesSinkCommand() {
    super(ShippedModule.VIDEO_FILES_SINK);
  }
}
