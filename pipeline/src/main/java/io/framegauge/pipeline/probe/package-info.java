/// What the probes do with a buffer: count it, time it, show it to a plugin.
@NullMarked
package io.framegauge.pipeline.probe;

import org.jspecify.annotations.NullMarked;
