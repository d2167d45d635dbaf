@NullMarked
package io.framegauge.adapters.buffer;

import org.jspecify.annotations.NullMarked;
