@NullMarked
package io.framegauge.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
