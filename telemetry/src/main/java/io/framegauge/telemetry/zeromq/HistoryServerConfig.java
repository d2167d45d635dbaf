package io.framegauge.telemetry.zeromq;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The section `telemetry.history_server`.
///
/// Without keys both sockets are for this machine only, unless `allow_remote` says that whoever
/// reaches their ports may ask. With keys they may be anywhere: connections are encrypted, and only
/// clients whose key is listed get in.
///
/// @param enabled whether there is a history server and a stream at all
/// @param endpoint where queries are answered, `tcp://HOST:PORT`
/// @param streamEndpoint where records are published, `tcp://HOST:PORT`
/// @param allowRemote whether other machines may ask without keys
/// @param curve keys; empty for none
public record HistoryServerConfig(
    boolean enabled,
    String endpoint,
    String streamEndpoint,
    boolean allowRemote,
    Optional<Curve> curve) {

  public static final String DEFAULT_ENDPOINT = "tcp://127.0.0.1:5557";
  public static final String DEFAULT_STREAM_ENDPOINT = "tcp://127.0.0.1:5558";

  /// The files of CURVE encryption: certificates as pyzmq's `zmq.auth.create_certificates` writes
  /// them.
  ///
  /// @param secretKeyFile the server's keys; accessible to its owner only
  /// @param allowedClientsFile public keys of the clients that may ask, one after the other
  public record Curve(Path secretKeyFile, Path allowedClientsFile) {}

  /// The section as it is when nothing is written.
  public static HistoryServerConfig byDefault() {
    return new HistoryServerConfig(
        true, DEFAULT_ENDPOINT, DEFAULT_STREAM_ENDPOINT, false, Optional.empty());
  }

  /// Everything that is wrong with the section, in the form `rule: key=value`; empty when it can be
  /// used. A section that is not enabled is not looked at.
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!enabled) {
      return problems;
    }
    problems.addAll(problems("endpoint", endpoint));
    problems.addAll(problems("stream_endpoint", streamEndpoint));
    if (problems.isEmpty() && sameAddress()) {
      problems.add("must differ from endpoint: stream_endpoint=" + streamEndpoint);
    }
    curve.ifPresent(files -> {
      problem(() -> serverKeys(files)).ifPresent(problems::add);
      problem(() -> clientKeys(files)).ifPresent(problems::add);
    });
    return problems;
  }

  /// Who gets in.
  ///
  /// @throws HistoryException if a file of keys cannot be used
  Access access() {
    return curve
        .<Access>map(files -> new Access.Keys(serverKeys(files), clientKeys(files)))
        .orElseGet(this::withoutKeys);
  }

  /// What whoever starts the servers should know; empty when there is nothing.
  public Optional<String> warning() {
    Access loopback = new Access.Loopback();
    if (!enabled
        || curve.isPresent()
        || Stream.of(endpoint, streamEndpoint).noneMatch(each -> isBeyond(each, loopback))) {
      return Optional.empty();
    }
    return Optional.of(
        "history without keys (curve): everyone who reaches the port can read the records and keep"
            + " this process busy: endpoint="
            + endpoint
            + ", stream_endpoint="
            + streamEndpoint);
  }

  private static boolean isBeyond(String endpoint, Access access) {
    return problem(() -> Endpoint.parse("endpoint", endpoint).requireFor(access)).isPresent();
  }

  private Access withoutKeys() {
    return allowRemote ? new Access.Anyone() : new Access.Loopback();
  }

  private static KeyPair serverKeys(Curve files) {
    return KeyFile.pair("secret_key_file", files.secretKeyFile());
  }

  private static Set<String> clientKeys(Curve files) {
    return KeyFile.publicKeys("allowed_clients_file", files.allowedClientsFile());
  }

  private List<String> problems(String key, String text) {
    boolean anywhere = allowRemote || curve.isPresent();
    Access access = anywhere ? new Access.Anyone() : new Access.Loopback();
    return problem(() -> Endpoint.parse(key, text).requireFor(access).address()).stream().toList();
  }

  private static Optional<String> problem(Supplier<?> attempt) {
    try {
      var _ = attempt.get();
      return Optional.empty();
    } catch (HistoryException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private boolean sameAddress() {
    Endpoint first = Endpoint.parse("endpoint", endpoint);
    Endpoint second = Endpoint.parse("stream_endpoint", streamEndpoint);
    return first.port() != 0 && first.port() == second.port() && first.host().equals(second.host());
  }
}
