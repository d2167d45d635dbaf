/// The only place that speaks to GStreamer's C functions: pads, buffers, metadata, properties, by
/// the Foreign Function and Memory API. Pointers are passed as `long`, so that a call on a
/// streaming thread makes no object.
@NullMarked
package io.framegauge.pipeline.gst;

import org.jspecify.annotations.NullMarked;
