@NullMarked
package io.framegauge.adapters;

import org.jspecify.annotations.NullMarked;
