package io.framegauge.adapters.transport;

import java.util.Locale;

/// Why a message was not taken.
public enum Rejection {
  /// Fewer parts than a message has.
  TOO_SHORT,
  /// More parts than a message may have.
  TOO_LONG,
  /// No message of the schema.
  UNDECODABLE,
  /// Written by another version than the one that was asked for.
  VERSION,
  /// A topic that was not asked for; that is no fault of anybody.
  TOPIC;

  /// Whether somebody did something wrong.
  public boolean isFault() {
    return this != TOPIC;
  }

  /// As users see it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
