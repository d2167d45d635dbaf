@NullMarked
package io.framegauge.telemetry.zeromq;

import org.jspecify.annotations.NullMarked;
