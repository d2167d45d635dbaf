package io.framegauge.config;

import java.util.List;

/// What a scalar with `${…}` in it says.
sealed interface Expression {

  /// Text as it is.
  record Text(String text) implements Expression {}

  /// An argument without quotes: `null`, `true`, a number, a list, a map or else text.
  record Literal(String text) implements Expression {}

  /// Pieces of one text.
  record Joined(List<Expression> parts) implements Expression {
    public Joined {
      parts = List.copyOf(parts);
    }
  }

  /// `${name:argument, …}`.
  record Call(String name, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// `${path}` with `up` = 0, `${.path}` with 1, `${..path}` with 2.
  record Reference(int up, Expression path) implements Expression {}
}
