package io.framegauge.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compiles and runs the program that the README shows; only ports are others, since several tests
/// may run at once.
class ReadmeTest {
  @TempDir private Path folder;

  @Test
  void shouldShowAProgramThatIsMeasured() throws Exception {
    Matcher block =
        Pattern.compile("(?s)```java\n(Gst.init.*?)```")
            .matcher(Files.readString(Path.of("../README.md")));
    assertThat(block.find()).isTrue();
    String shown = block.group(1);
    assertThat(shown).contains("\"web.port\", 9100)");
    String program =
        shown.replace(
            "\"web.port\", 9100)", "\"web.port\", 0).set(\"history_server.enabled\", false)");

    try (Running running = run(program)) {
      PipelineTelemetry telemetry = running.telemetry();
      Await.until("300 frames", () -> AttachedPipeline.stage(telemetry, "q").frames() == 300);
      assertThat(telemetry.telemetry().reader().identity().pipelineName()).isEqualTo("mine");
      String address = telemetry.addresses().getFirst();
      String body;
      try (InputStream in =
          URI.create(address.substring(address.indexOf("http"))).toURL().openStream()) {
        body = new String(in.readAllBytes(), UTF_8);
      }
      assertThat(body)
          .contains("framegauge_stage_frames_total{pipeline_name=\"mine\",stage_name=\"q\"} 300.0");
    }
  }

  private record Running(Pipeline pipeline, PipelineTelemetry telemetry) implements AutoCloseable {
    @Override
    public void close() {
      telemetry.close();
      pipeline.setState(State.NULL);
    }
  }

  private Running run(String program) throws Exception {
    String source =
        """
        import io.framegauge.pipeline.*;
        import org.freedesktop.gstreamer.*;
        public class Shown {
          public static Object[] run() {
            %s
            return new Object[] {pipeline, telemetry};
          }
        }
        """
            .formatted(program);
    JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter said = new StringWriter();
    String classPath = System.getProperty("java.class.path");
    boolean compiled =
        compiler
            .getTask(
                said,
                null,
                null,
                List.of("-d", folder.toString(), "-cp", requireNonNull(classPath), "-proc:none"),
                null,
                List.of(
                    new SimpleJavaFileObject(
                        URI.create("string:///Shown.java"), SimpleJavaFileObject.Kind.SOURCE) {
                      @Override
                      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                      }
                    }))
            .call();
    assertThat(compiled).as("%s", said).isTrue();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      Object[] made =
          (Object[]) requireNonNull(loader.loadClass("Shown").getMethod("run").invoke(null));
      return new Running((Pipeline) made[0], (PipelineTelemetry) made[1]);
    }
  }
}
