/// placeholder
@NullMarked
package io.framegauge.pipeline;

import org.jspecify.annotations.NullMarked;
