package io.framegauge.pipeline;

import io.framegauge.config.Section;
import io.framegauge.pipeline.plugin.PluginSpec;
import java.util.Optional;

/// An element as a module describes it.
///
/// @param factory the GStreamer element factory; `identity` for a plugin
/// @param stageName the user's name for it, or factory and number
/// @param properties GStreamer properties by name
/// @param plugin the plugin that it carries
/// @param section where it stands in the configuration, for problems
record ElementSpec(
    String factory,
    String stageName,
    Section properties,
    Optional<PluginSpec> plugin,
    Section section) {}
