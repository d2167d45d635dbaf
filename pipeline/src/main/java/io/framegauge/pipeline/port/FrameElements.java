package io.framegauge.pipeline.port;

import io.framegauge.config.Section;
import java.util.Optional;
import java.util.Set;

/// Elements that a module can name as its source or sink and that are made of Java.
///
/// Registered as a service; there is one instance for each module, so that its elements may know of
/// each other. One thread, until they are opened.
public interface FrameElements {
  /// The names of the sources.
  Set<String> sources();

  /// The names of the sinks.
  Set<String> sinks();

  /// Makes a source.
  ///
  /// @param properties as the module gives them; what is wrong becomes a problem of theirs
  /// @return empty if there is a problem
  Optional<FrameSource> source(String name, Section properties);

  /// Makes a sink.
  ///
  /// @param properties as the module gives them; what is wrong becomes a problem of theirs
  /// @return empty if there is a problem
  Optional<FrameSink> sink(String name, Section properties);
}
