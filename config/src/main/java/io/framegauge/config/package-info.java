/// placeholder
@NullMarked
package io.framegauge.config;

import org.jspecify.annotations.NullMarked;
