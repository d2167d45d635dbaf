/// placeholder
@NullMarked
package io.framegauge.adapters.cli;

import org.jspecify.annotations.NullMarked;
