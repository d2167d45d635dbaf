@NullMarked
package io.framegauge.telemetry.prometheus;

import org.jspecify.annotations.NullMarked;
