package io.framegauge.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/// An HTTP answer, complete before its first byte is sent.
///
/// @param headers besides `Content-Type`
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
  private static final String TEXT = "text/plain; charset=utf-8";

  static Reply text(int status, String text) {
    return text(status, text, Map.of());
  }

  static Reply text(int status, String text, Map<String, String> headers) {
    return new Reply(status, TEXT, (text + "\n").getBytes(UTF_8), headers);
  }
}
