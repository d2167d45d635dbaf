package io.framegauge.adapters.cli;

import io.framegauge.adapters.exchange.ShippedModule;
import picocli.CommandLine.Command;

@Command(
    name = "metadata-json",
    description = "Write a line of JSON for each frame that a module sends, with its objects.",
    footer = {
      "",
      "Settings are environment variables; --set names them by the word behind:",
      "  ZMQ_ENDPOINT  adapter.socket: [sub|router|rep+bind|connect:]tcp://HOST:PORT",
      "  LOCATION      adapter.location: a file, written anew; - is standard output (-)",
      "  SKIP_FRAMES_WITHOUT_OBJECTS  adapter.skip_frames_without_objects (false)",
      "  SOURCE_ID, SOURCE_ID_PREFIX, PROTOCOL_VERSION: the only ones taken",
      "and those of a module, such as METRICS_EXTRA_LABELS and WEBSERVER_PORT;",
      "HISTORY_ENABLED=true serves the history, too."
    })
final class MetadataJsonCommand extends ShippedModuleCommand {
  MetadataJsonCommand() {
    super(ShippedModule.METADATA_JSON);
  }
}
