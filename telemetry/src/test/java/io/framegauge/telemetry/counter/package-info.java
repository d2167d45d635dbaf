@NullMarked
package io.framegauge.telemetry.counter;

import org.jspecify.annotations.NullMarked;
