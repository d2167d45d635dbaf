/// From a module's description to a running, measured GStreamer pipeline.
@NullMarked
package io.framegauge.pipeline;

import org.jspecify.annotations.NullMarked;
