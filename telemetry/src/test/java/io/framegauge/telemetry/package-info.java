@NullMarked
package io.framegauge.telemetry;

import org.jspecify.annotations.NullMarked;
