package io.framegauge.telemetry.zeromq;

/// The two halves of a CURVE key, each as 40 characters of Z85.
record KeyPair(String publicKey, String secretKey) {
  /// Without the secret.
  @Override
  public String toString() {
    return "KeyPair[publicKey=" + publicKey + "]";
  }
}
