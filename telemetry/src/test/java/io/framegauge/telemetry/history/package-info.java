@NullMarked
package io.framegauge.telemetry.history;

import org.jspecify.annotations.NullMarked;
