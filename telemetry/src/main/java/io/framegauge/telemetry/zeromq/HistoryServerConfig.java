package io.framegauge.telemetry.zeromq;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The section `telemetry.history_server`.
///
/// @param enabled whether there is a history server and a stream at all
/// @param endpoint where queries are answered, `tcp://HOST:PORT`
/// @param streamEndpoint where records are published, `tcp://HOST:PORT`
/// @param curve keys; refused for now
public record HistoryServerConfig(
    boolean enabled, String endpoint, String streamEndpoint, Optional<Curve> curve) {

  public static final String DEFAULT_ENDPOINT = "tcp://127.0.0.1:5557";
  public static final String DEFAULT_STREAM_ENDPOINT = "tcp://127.0.0.1:5558";

  /// The files of CURVE encryption.
  ///
  /// @param secretKeyFile the server's secret key
  /// @param allowedClientsFile public keys of the clients that may ask
  public record Curve(String secretKeyFile, String allowedClientsFile) {}

  /// The section as it is when nothing is written.
  public static HistoryServerConfig byDefault() {
    return new HistoryServerConfig(
        true, DEFAULT_ENDPOINT, DEFAULT_STREAM_ENDPOINT, Optional.empty());
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
    curve.ifPresent(
        keys -> problems.add("not supported yet: curve.secret_key_file=" + keys.secretKeyFile()));
    return problems;
  }

  /// What is wrong with an endpoint to bind to; empty when it can be used.
  ///
  /// @param key the setting it came from, named in the messages
  public static List<String> problems(String key, String endpoint) {
    try {
      Endpoint.parse(key, endpoint).requireLoopback();
      return List.of();
    } catch (HistoryException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private boolean sameAddress() {
    Endpoint first = Endpoint.parse("endpoint", endpoint);
    Endpoint second = Endpoint.parse("stream_endpoint", streamEndpoint);
    return first.port() != 0 && first.port() == second.port() && first.host().equals(second.host());
  }
}
