package io.framegauge.adapters.cli;

import io.framegauge.adapters.exchange.ShippedModule;
import picocli.CommandLine.Command;

@Command(
    name = "image-files",
    description = "Write a picture file for each frame that a module sends, with its objects.",
    footer = {
      "",
      "Settings are environment variables; --set names them by the word behind:",
      "  ZMQ_ENDPOINT  adapter.socket: [sub|router|rep+bind|connect:]tcp://HOST:PORT",
      "  LOCATION      adapter.location: a folder; nothing in it is written over",
      "  CHUNK_SIZE    adapter.chunk_size: frames in one folder (10000), 0 for all",
      "  SKIP_FRAMES_WITHOUT_OBJECTS  adapter.skip_frames_without_objects (false)",
      "  SOURCE_ID, SOURCE_ID_PREFIX, PROTOCOL_VERSION: the only ones taken",
      "and those of a module, such as METRICS_EXTRA_LABELS and WEBSERVER_PORT;",
      "HISTORY_ENABLED=true serves the history, too."
    })
final class ImageFilesCommand extends ShippedModuleCommand {
  ImageFilesCommand() {
    super(ShippedModule.IMAGE_FILES);
  }
}
