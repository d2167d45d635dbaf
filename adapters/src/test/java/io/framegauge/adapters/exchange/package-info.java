@NullMarked
package io.framegauge.adapters.exchange;

import org.jspecify.annotations.NullMarked;
