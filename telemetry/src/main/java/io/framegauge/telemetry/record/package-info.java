/// The vocabulary of telemetry: immutable values that cross from the side that measures to the
/// sides that show. No behaviour, no dependency beyond the JDK.
@NullMarked
package io.framegauge.telemetry.record;

import org.jspecify.annotations.NullMarked;
