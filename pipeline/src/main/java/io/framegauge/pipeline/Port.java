package io.framegauge.pipeline;

import io.framegauge.pipeline.port.PortContext;
import io.framegauge.pipeline.probe.SourceIds;
import java.util.function.Consumer;

/// A source or sink that is made of Java, with the element that carries it.
sealed interface Port permits SourcePort, SinkPort {
  /// Opens what is behind it.
  ///
  /// @return where that is, for people
  String open(PortContext context);

  /// Puts it in the flow, before anything flows.
  ///
  /// @param sources what frames come from
  /// @param ending is told when it fails
  void attach(SourceIds sources, Consumer<Ending> ending);

  /// Lets frames flow; the pipeline is starting.
  ///
  /// @param ending is told when it fails
  void start(Consumer<Ending> ending);

  /// Whether the stream begins anew at its end.
  boolean repeats();

  /// Name of its stage.
  String stageName();

  /// Makes calls that wait return soon.
  void stop();

  /// Ends its life, when nothing flows any more.
  void close();
}
