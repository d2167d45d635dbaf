package io.framegauge.adapters.cli;

import io.framegauge.telemetry.prometheus.WebConfig;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an address to listen on: a host and a port, an IPv6 host in brackets.
final class ListenAddress implements ITypeConverter<WebConfig> {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([^\\[\\]]+)\\]|([^:\\s]+)):(\\d{1,5})");
  private static final int LAST_PORT = 65_535;

  @Override
  public WebConfig convert(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > LAST_PORT) {
      throw new TypeConversionException("must be HOST:PORT, such as 127.0.0.1:9975: " + text);
    }
    String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return new WebConfig(true, host, Integer.parseInt(parts.group(3)));
  }
}
