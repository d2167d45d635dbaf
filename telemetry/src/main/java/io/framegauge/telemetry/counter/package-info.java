/// The live values: the layout of the telemetry memory, the cells that streaming threads write, and
/// the reader that everything else uses. Each cell has one writer; nothing here locks or allocates
/// once a stage, a link or a series exists.
@NullMarked
package io.framegauge.telemetry.counter;

import org.jspecify.annotations.NullMarked;
