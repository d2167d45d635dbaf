/// The command line: the only place that sees everything, and puts it together.
@NullMarked
package io.framegauge.adapters.cli;

import org.jspecify.annotations.NullMarked;
