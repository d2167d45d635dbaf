@NullMarked
package io.framegauge.adapters.transport;

import org.jspecify.annotations.NullMarked;
