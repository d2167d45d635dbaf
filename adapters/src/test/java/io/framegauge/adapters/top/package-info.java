@NullMarked
package io.framegauge.adapters.top;

import org.jspecify.annotations.NullMarked;
