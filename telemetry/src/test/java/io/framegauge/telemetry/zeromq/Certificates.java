package io.framegauge.telemetry.zeromq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Keys of a server, of two clients that are allowed and of a stranger, as pyzmq writes them.
record Certificates(Path folder) {
  static Certificates create(Path folder) {
    try (Python python =
        Python.start(
            "certificates.py", folder.toString(), "server", "first", "second", "stranger")) {
      python.rest();
    }
    Certificates created = new Certificates(folder);
    try {
      Files.writeString(
          created.clients(),
          "# who may ask\n"
              + Files.readString(folder.resolve("first.key"))
              + Files.readString(folder.resolve("second.key")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return created;
  }

  Path clients() {
    return folder.resolve("allowed.key");
  }

  Path secret(String name) {
    return folder.resolve(name + ".key_secret");
  }

  HistoryServerConfig config() {
    return new HistoryServerConfig(
        true,
        "tcp://127.0.0.1:*",
        "tcp://127.0.0.1:*",
        false,
        Optional.of(new HistoryServerConfig.Curve(secret("server"), clients())));
  }

  Optional<ClientKeys> of(String client, String server) {
    return Optional.of(ClientKeys.read(folder.resolve(server + ".key"), secret(client)));
  }
}
