/// Frames of modules that come and go over ZeroMQ, or are written down: the elements
/// `zeromq_source`, `zeromq_sink` and `metadata_json_sink`.
///
/// A module is given one set of them: what came in by its source is remembered until it leaves by
/// its sink, so that what GStreamer cannot carry goes on with it.
@NullMarked
package io.framegauge.adapters.exchange;

import org.jspecify.annotations.NullMarked;
