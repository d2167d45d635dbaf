/// What users implement: a class that sees each frame on its way. Small and stable; nothing here
/// needs GStreamer to be understood.
@NullMarked
package io.framegauge.pipeline.plugin;

import org.jspecify.annotations.NullMarked;
