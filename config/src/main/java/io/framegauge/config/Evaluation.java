package io.framegauge.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Computes what a template says. Text that comes in here from the environment or from JSON goes
/// out as a value and is never looked at for `${…}`.
final class Evaluation {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final int LONGEST_TEXT = 65_536;
  private static final List<String> RESOLVERS = List.of("oc.env", "oc.decode", "json", "calc");

  private final Resolver resolver;
  private final Map<String, String> environment;

  Evaluation(Resolver resolver, Map<String, String> environment) {
    this.resolver = resolver;
    this.environment = Map.copyOf(environment);
  }

  /// The value of a template, at the template's position.
  ///
  /// @throws Unresolved if it has none
  ConfigNode value(SourceNode.Template template) {
    try {
      Expression expression = TemplateParser.parse(template.text());
      return Nodes.at(template.position(), value(template, expression));
    } catch (SyntaxProblem e) {
      throw Resolver.failure(template, e.words());
    }
  }

  private ConfigNode value(SourceNode.Template template, Expression expression) {
    if (expression instanceof Expression.Text(String text)) {
      return Nodes.text(template.position(), text, List.of());
    }
    if (expression instanceof Expression.Literal(String text)) {
      return LiteralText.parse(template.position(), text, List.of());
    }
    if (expression instanceof Expression.Joined(List<Expression> parts)) {
      return joined(template, parts);
    }
    if (expression instanceof Expression.Reference(int up, Expression path)) {
      return resolver.follow(template, up, ConfigPath.parse(text(value(template, path))));
    }
    Expression.Call call = (Expression.Call) expression;
    return called(template, call.name(), call.arguments());
  }

  private ConfigNode called(SourceNode.Template template, String name, List<Expression> arguments) {
    return switch (name) {
      case "oc.env" -> variable(template, arguments);
      case "oc.decode" -> decoded(value(template, only(name, arguments)));
      case "json" -> json(template, value(template, only(name, arguments)));
      case "calc" -> calc(template, arguments);
      default -> {
        String hint = Suggestion.didYouMean(name, RESOLVERS);
        throw new SyntaxProblem("unknown resolver " + Found.quote(name) + hint);
      }
    };
  }

  private ConfigNode joined(SourceNode.Template template, List<Expression> parts) {
    StringBuilder text = new StringBuilder();
    Set<String> variables = new LinkedHashSet<>();
    for (Expression part : parts) {
      ConfigNode value = value(template, part);
      text.append(text(value));
      variables.addAll(value.variables());
      if (text.length() > LONGEST_TEXT) {
        throw new SyntaxProblem("the text gets longer than " + LONGEST_TEXT + " characters");
      }
    }
    return Nodes.text(template.position(), text.toString(), List.copyOf(variables));
  }

  private ConfigNode variable(SourceNode.Template template, List<Expression> arguments) {
    if (arguments.size() > 2) {
      throw new SyntaxProblem("oc.env takes a name and a default: arguments=" + arguments.size());
    }
    String name =
        arguments.getFirst() instanceof Expression.Literal(String written)
            ? written
            : text(value(template, arguments.getFirst()));
    if (!NAME.matcher(name).matches()) {
      throw new SyntaxProblem(
          "oc.env needs the name of an environment variable (found " + Found.quote(name) + ")");
    }
    String value = environment.getOrDefault(name, "");
    if (!value.isEmpty()) {
      return Nodes.text(template.position(), value, List.of(name));
    }
    if (arguments.size() == 2) {
      return defaultValue(template, arguments.get(1));
    }
    String state = environment.containsKey(name) ? "is empty" : "is not set";
    throw new SyntaxProblem(
        "the environment variable " + name + " " + state + " and has no default");
  }

  /// A default stands for the variable's text, so all but `null` is text as it is written.
  private ConfigNode defaultValue(SourceNode.Template template, Expression written) {
    if (written instanceof Expression.Literal(String text) && !text.equalsIgnoreCase("null")) {
      return Nodes.text(template.position(), text, List.of());
    }
    ConfigNode value = value(template, written);
    return Nodes.isNull(value)
        ? value
        : Nodes.text(template.position(), text(value), value.variables());
  }

  private static ConfigNode decoded(ConfigNode value) {
    return value instanceof ScalarNode scalar && scalar.value() instanceof Scalar.Text(String text)
        ? LiteralText.parse(scalar.position(), text, scalar.variables())
        : value;
  }

  private static ConfigNode json(SourceNode.Template template, ConfigNode value) {
    return Nodes.isNull(value)
        ? value
        : JsonText.parse(template.position(), text(value), value.variables());
  }

  private ConfigNode calc(SourceNode.Template template, List<Expression> arguments) {
    String formula =
        arguments.getFirst() instanceof Expression.Literal(String written)
            ? written
            : text(value(template, arguments.getFirst()));
    List<ScalarNode> values = new ArrayList<>();
    Set<String> variables = new LinkedHashSet<>();
    for (Expression argument : arguments.subList(1, arguments.size())) {
      if (!(value(template, argument) instanceof ScalarNode scalar)) {
        throw new SyntaxProblem("calc cannot use a map or a list: arg_" + values.size());
      }
      values.add(scalar);
      variables.addAll(scalar.variables());
    }
    Scalar result = Calculator.evaluate(formula, values);
    return ScalarNode.of(template.position(), result, List.copyOf(variables));
  }

  private static Expression only(String name, List<Expression> arguments) {
    if (arguments.size() != 1) {
      throw new SyntaxProblem(name + " takes one argument: arguments=" + arguments.size());
    }
    return arguments.getFirst();
  }

  private static String text(ConfigNode node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.text();
    }
    String kind = node instanceof MapNode ? "map" : "list";
    throw new SyntaxProblem("a " + kind + " cannot be a part of a text");
  }
}
