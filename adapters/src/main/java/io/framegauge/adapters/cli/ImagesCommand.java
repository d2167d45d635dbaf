package io.framegauge.adapters.cli;

import io.framegauge.adapters.exchange.ShippedModule;
import picocli.CommandLine.Command;

@Command(
    name = "images",
    description = "Send picture files to a module, once.",
    footer = {
      "",
      "Settings are environment variables; --set names them by the word behind:",
      "  LOCATION      adapter.location: a folder, a file, or a pattern such as 'a/*.jpg'",
      "  SOURCE_ID     adapter.source_id: what its frames are known by",
      "  ZMQ_ENDPOINT  adapter.socket: [pub|dealer|req+bind|connect:]tcp://HOST:PORT",
      "  FRAMERATE     adapter.framerate: frames a second, for their timestamps (30/1)",
      "  SORT_BY_TIME  adapter.sort_by_time: else the files are sent by name (false)",
      "  SYNC_OUTPUT   adapter.sync: whether to send at the pace of the timestamps (false)",
      "  PROTOCOL_VERSION, SEND_HWM, SEND_TIMEOUT, ACKNOWLEDGE_TIMEOUT, ATTEMPTS",
      "and those of a module, such as METRICS_EXTRA_LABELS and WEBSERVER_PORT;",
      "HISTORY_ENABLED=true serves the history, too."
    })
final class ImagesCommand extends ShippedModuleCommand {
  ImagesCommand() {
    super(ShippedModule.IMAGES);
  }
}
