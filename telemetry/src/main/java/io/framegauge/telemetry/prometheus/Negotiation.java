package io.framegauge.telemetry.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Chooses the format and the compression that a client's headers ask for, by RFC 9110: the most
/// specific range that matches a format tells its quality, the best quality wins, `q=0` rules a
/// format out. When nothing fits, the text format is answered, as Prometheus wants it.
final class Negotiation {
  private static final Set<String> ESCAPINGS =
      Set.of("allow-utf-8", "underscores", "dots", "values");

  /// How well a format fits.
  ///
  /// @param specificity of the range that matched: 0 for `*/*`, 1 for `text/*`, 2 for a whole type
  /// @param position of that range in the header
  private record Fit(
      Format format, double quality, int specificity, int position, String escaping) {
    static final Comparator<Fit> BEST_LAST =
        Comparator.comparingDouble(Fit::quality)
            .thenComparingInt(Fit::specificity)
            .thenComparing(Comparator.comparingInt(Fit::position).reversed())
            .thenComparing(Comparator.comparing(Fit::format).reversed());
  }

  private record Range(String type, Map<String, String> parameters) {
    double quality() {
      try {
        double quality = Double.parseDouble(parameters.getOrDefault("q", "1"));
        return quality >= 0 && quality <= 1 ? quality : 0;
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    boolean has(String parameter, String... values) {
      String value = parameters.get(parameter);
      return value == null || List.of(values).contains(value);
    }
  }

  private Negotiation() {}

  /// The format, and the escaping scheme that was named with it, for an `Accept` header.
  static ScrapeRequest accept(String header, Set<String> names) {
    List<Range> ranges = ranges(header);
    List<Fit> fits = new ArrayList<>();
    for (Format format : Format.values()) {
      fit(format, ranges).filter(fit -> fit.quality > 0).ifPresent(fits::add);
    }
    return fits.stream()
        .max(Fit.BEST_LAST)
        .map(fit -> new ScrapeRequest(fit.format, fit.escaping, names))
        .orElse(new ScrapeRequest(Format.TEXT, "", names));
  }

  /// Whether an `Accept-Encoding` header asks for gzip at least as much as for plain bytes.
  static boolean gzip(String header) {
    double gzip = -1;
    double any = -1;
    double identity = 0;
    for (Range range : ranges(header)) {
      switch (range.type) {
        case "gzip", "x-gzip" -> gzip = Math.max(gzip, range.quality());
        case "*" -> any = range.quality();
        case "identity" -> identity = range.quality();
        default -> {}
      }
    }
    double quality = gzip >= 0 ? gzip : any;
    return quality > 0 && quality >= identity;
  }

  private static Optional<Fit> fit(Format format, List<Range> ranges) {
    Fit best = null;
    for (int position = 0; position < ranges.size(); position++) {
      Range range = ranges.get(position);
      int specificity = specificity(format, range);
      if (specificity >= 0 && (best == null || specificity > best.specificity)) {
        best = new Fit(format, range.quality(), specificity, position, escaping(range));
      }
    }
    return Optional.ofNullable(best);
  }

  private static int specificity(Format format, Range range) {
    return switch (range.type) {
      case "*/*" -> 0;
      case "text/*" -> format == Format.TEXT ? 1 : -1;
      case "application/*" -> format == Format.TEXT ? -1 : 1;
      case "text/plain" -> format == Format.TEXT && range.has("version", "0.0.4") ? 2 : -1;
      case "application/openmetrics-text" ->
          format == Format.OPEN_METRICS && range.has("version", "1.0.0") ? 2 : -1;
      case "application/vnd.google.protobuf" ->
          format == Format.PROTOBUF
                  && range.has("proto", "io.prometheus.client.metricfamily")
                  && range.has("encoding", "delimited")
              ? 2
              : -1;
      default -> -1;
    };
  }

  private static String escaping(Range range) {
    String escaping = range.parameters.getOrDefault("escaping", "");
    return ESCAPINGS.contains(escaping) ? escaping : "";
  }

  private static List<Range> ranges(String header) {
    List<Range> ranges = new ArrayList<>();
    for (String part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] pieces = part.split(";", -1);
      Map<String, String> parameters = new HashMap<>();
      for (int i = 1; i < pieces.length; i++) {
        String[] pair = pieces[i].split("=", 2);
        if (pair.length == 2) {
          parameters.put(pair[0].strip(), pair[1].strip().replace("\"", ""));
        }
      }
      if (!pieces[0].isBlank()) {
        ranges.add(new Range(pieces[0].strip(), parameters));
      }
    }
    return ranges;
  }
}
