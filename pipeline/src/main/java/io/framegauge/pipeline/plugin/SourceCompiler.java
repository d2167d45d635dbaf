package io.framegauge.pipeline.plugin;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;

/// Compiles one source file with the compiler of the running JDK; nothing is written to disk.
final class SourceCompiler {

  private static final int MOST_LINES = 5;

  private SourceCompiler() {}

  /// What came of it.
  sealed interface Outcome {}

  /// It compiles.
  record Done(ClassFiles classes, List<String> warnings) implements Outcome {}

  /// It does not compile.
  record Refused(List<String> errors) implements Outcome {}

  /// @param file named in messages as it is given here
  static Outcome compile(JavaCompiler compiler, Path file, String text) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    StringWriter output = new StringWriter();
    try (StandardJavaFileManager standard =
        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
      MemoryFiles files = new MemoryFiles(standard);
      boolean compiled =
          compiler
              .getTask(
                  output, files, diagnostics, options(), null, List.of(files.source(file, text)))
              .call();
      if (compiled) {
        return new Done(files.classes(), shown(diagnostics, false, file, text));
      }
      List<String> errors = shown(diagnostics, true, file, text);
      return new Refused(errors.isEmpty() ? List.of(failed(file, output)) : errors);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// The compiler's words about a failure of its own, without its stack.
  private static String failed(Path file, StringWriter output) {
    return output
        .toString()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
        .limit(MOST_LINES)
        .collect(Collectors.joining("\n", file + ": error: the compiler failed\n", ""));
  }

  private static List<String> options() {
    return List.of(
        "-parameters",
        "-g",
        "-Xlint:all,-classfile,-path,-processing",
        "-Xmaxerrs",
        "0",
        "-Xmaxwarns",
        "100",
        "-proc:none",
        "-implicit:none",
        "-classpath",
        CacheKey.classPath());
  }

  private static List<String> shown(
      DiagnosticCollector<JavaFileObject> diagnostics, boolean errors, Path file, String text) {
    List<String> shown = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      if (errors == (diagnostic.getKind() == Diagnostic.Kind.ERROR)) {
        shown.add(CompilerMessage.of(diagnostic, file, text));
      }
    }
    return shown;
  }
}
