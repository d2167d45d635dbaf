package io.framegauge.adapters.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Standard output, which remembers that it could not be written: the [PrintWriter] through which
/// commands write swallows that, and half an output would count as a whole one.
final class StandardOutput extends OutputStream {
  private final OutputStream descriptor = new FileOutputStream(FileDescriptor.out);
  private volatile Optional<IOException> failure = Optional.empty();

  /// Text for it, as UTF-8; that it is lost shows in [PrintWriter#checkError], too.
  PrintWriter writer() {
    return new PrintWriter(new OutputStreamWriter(this, StandardCharsets.UTF_8), true);
  }

  /// Why something could not be written. That a reader had enough, as `head`, is no failure.
  Optional<String> failure() {
    return failure.filter(lost -> !Terminal.isOutputRead()).map(IOException::getMessage);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      descriptor.write(bytes, offset, length);
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }
}
