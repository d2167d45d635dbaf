/// Side-by-side measurements of the product; nothing depends on it.
@NullMarked
package io.framegauge.benchmarks;

import org.jspecify.annotations.NullMarked;
